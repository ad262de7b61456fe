/** All kernels that there are. */
import type { KernelFactory } from "./kernel.js";
import { ONE_BY_ONE_KERNEL } from "./one-by-one-kernel.js";
import { PLAIN_KERNEL } from "./plain-kernel.js";

export const KERNELS: readonly KernelFactory[] = [PLAIN_KERNEL, ONE_BY_ONE_KERNEL];
