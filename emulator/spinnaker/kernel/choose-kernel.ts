/** Which kernel runs a machine here, unless its user names one. */
import { layOut } from "../../common/arena.js";
import { hasSimd, LARGEST_ARENA } from "../../common/wasm.js";
import type { KernelFactory, KernelPlan } from "./kernel.js";
import { PLAIN_KERNEL } from "./plain-kernel.js";
import { WASM_KERNEL } from "./wasm-kernel.js";

export interface ChosenKernel {
  readonly factory: KernelFactory;
  /** Why it is not the fast one; null: it is. */
  readonly slowBecause: string | null;
}

/** The one in WebAssembly where it can run. @param simd whether there are vectors; asked of the engine unless told */
export function chooseKernel(plan: KernelPlan, simd = hasSimd()): ChosenKernel {
  if (!simd) return { factory: PLAIN_KERNEL, slowBecause: "this engine has no WebAssembly with vectors (SIMD)" };
  const { bytes } = layOut(WASM_KERNEL.arrays(plan));
  if (bytes > LARGEST_ARENA)
    return { factory: PLAIN_KERNEL, slowBecause: `it needs ${(bytes / 1e9).toFixed(1)} GB, and WebAssembly has 4` };
  return { factory: WASM_KERNEL, slowBecause: null };
}
