/** What the page in the browser and the test in Node both do, with the library that they were given. */
import type * as compiler from "../../src/compiler.js";
import type * as emulator from "../../src/emulator.js";

export interface Outcome {
  /** Of the program. */
  readonly digest: string;
  readonly programBytes: number;
  readonly spikes: number;
  readonly hash: string;
  readonly referenceSpikes: number;
  readonly referenceHash: string;
  /** Of the state after the run. */
  readonly checkpointBytes: number;
}

type Library = Pick<typeof compiler, "build" | "defaultOptions" | "encodeProgram" | "parseDescription" | "targetById"> &
  Pick<typeof emulator, "createReference" | "decodeProgram" | "emulatorOf" | "programDigest" | "rasterHash" | "record">;

export async function compileAndRun(library: Library, yaml: string, targetId: string, steps: number): Promise<Outcome> {
  const { description } = library.parseDescription(yaml, "network.yaml", () => {
    throw new Error("the description names no file");
  });
  const target = library.targetById(targetId);
  const { network, compiled } = library.build(description, target, library.defaultOptions(target));
  const file = library.encodeProgram(compiled.program);
  const program = library.decodeProgram(file);
  const what = { network: network.name, seed: network.seed, steps, populations: network.populations };
  const chip = await library.emulatorOf(program);
  const recorded = await library.record(chip, what);
  const checkpoint = await chip.checkpoint();
  const reference = library.createReference(network);
  const expected = await library.record(reference, what);
  await Promise.all([chip.close(), reference.close()]);
  return {
    digest: library.programDigest(program),
    programBytes: file.length,
    spikes: recorded.spikeIds.length,
    hash: library.rasterHash(recorded),
    referenceSpikes: expected.spikeIds.length,
    referenceHash: library.rasterHash(expected),
    checkpointBytes: checkpoint.length,
  };
}
