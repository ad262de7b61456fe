/** All kernels that there are. */
import type { KernelFactory } from "./kernel.js";
import { ONE_BY_ONE_KERNEL } from "./one-by-one-kernel.js";
import { PLAIN_KERNEL } from "./plain-kernel.js";
import { WASM_KERNEL } from "./wasm-kernel.js";

export const KERNELS: readonly KernelFactory[] = [WASM_KERNEL, PLAIN_KERNEL, ONE_BY_ONE_KERNEL];
