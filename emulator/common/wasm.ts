/** WebAssembly for kernels, over the memory of an arena (src/numerics/wasm.ts). */
export {
  adoptModule,
  hasSimd,
  instantiate,
  LARGEST_ARENA,
  moduleForThreads,
  wasmMemory,
} from "../../src/numerics/wasm.js";
