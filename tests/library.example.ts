import {
  build,
  createEmulator,
  createReference,
  defaultOptions,
  firstDivergence,
  loadDescription,
  record,
  targetById,
} from "@equipoise/equipoise";
import type { Recording } from "@equipoise/equipoise";

export async function runBothSides(
  path: string,
): Promise<{ reference: Recording; chip: Recording; firstDifferentStep: number | undefined }> {
  const { description } = loadDescription(path);
  const target = targetById("loihi1");
  const { network, compiled } = build(description, target, defaultOptions(target));

  const what = { network: network.name, seed: network.seed, steps: network.steps, populations: network.populations };
  const emulator = await createEmulator(compiled.program, target);
  const reference = await record(createReference(network), what);
  const chip = await record(emulator, what);
  await emulator.close();
  return { reference, chip, firstDifferentStep: firstDivergence(reference, chip)?.step };
}
