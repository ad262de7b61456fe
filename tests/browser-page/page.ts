/** The script of a page that compiles and runs: it enters the package by the doors that a page of anyone's would take. */
import * as compiler from "@equipoise/equipoise/compiler";
import * as emulator from "@equipoise/equipoise/emulator";
import { compileAndRun, type Outcome } from "./compile-and-run.js";

export type CompileAndRun = (yaml: string, targetId: string, steps: number) => Promise<Outcome>;

const given: Record<string, unknown> = globalThis;
given.compileAndRun = ((...what) => compileAndRun({ ...compiler, ...emulator }, ...what)) satisfies CompileAndRun;
/** The code of the error that two threads end with. */
given.inTwoThreads = async (yaml: string): Promise<string> => {
  const { description } = compiler.parseDescription(yaml, "network.yaml", () => new Uint8Array());
  const target = compiler.targetById("loihi1");
  const { program } = compiler.build(description, target, compiler.defaultOptions(target)).compiled;
  try {
    await emulator.emulatorOf(program, { workers: 2 });
    return "none";
  } catch (error) {
    return error instanceof emulator.EquipoiseError ? error.diagnostics[0].code : String(error);
  }
};
