/** What measured: processor, Node and C compiler. */
import { cpus } from "node:os";
import { compilerVersion } from "./kernels/compile-c.js";

export function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${cpus().length} cores (${model}), Node ${process.versions.node}, ${compilerVersion() ?? "no C compiler"}`;
}
