/** All kernels that there are, by name: a worker thread is told the name and finds the kernel here. */
import type { KernelFactory } from "./kernel.js";
import { ONE_BY_ONE_KERNEL } from "./one-by-one-kernel.js";
import { PLAIN_KERNEL } from "./plain-kernel.js";
import { LISTS_KERNEL, WASM_KERNEL } from "./wasm-kernel.js";

export const KERNELS: readonly KernelFactory[] = [WASM_KERNEL, LISTS_KERNEL, PLAIN_KERNEL, ONE_BY_ONE_KERNEL];

/** @throws Error for a name that none of them has */
export function kernelNamed(name: string): KernelFactory {
  const kernel = KERNELS.find((each) => each.name === name);
  if (kernel === undefined) throw new Error(`there is no kernel ${name}`);
  return kernel;
}
