/** WebAssembly for kernels, over the memory of an arena (src/numerics/wasm.ts). */
export { hasSimd, instantiate, LARGEST_ARENA, wasmMemory } from "../../src/numerics/wasm.js";
