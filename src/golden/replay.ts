/** Replays a golden-vector file of any known schema and says what was compared and where it first differs. */
import { fail } from "../diagnostics/diagnostic.js";
import { Comparison, DifferenceFound, type Difference } from "./difference.js";
import { lavaNetwork } from "./lava-network.js";
import { nengoNetwork } from "./nengo-network.js";
import { replayDiscretizeBlock } from "./replay-discretize-block.js";
import { replayLavaWeights } from "./replay-lava-weights.js";
import { replayNengoFunctions } from "./replay-nengo-functions.js";
import { replayNetwork, type ReplayOptions } from "./replay-network.js";
import { readVector, stringOf } from "./vector.js";

export interface ReplayReport {
  readonly file: string;
  /** Equal values by kind. */
  readonly compared: Readonly<Record<string, number>>;
  /** null: everything is equal. */
  readonly difference: Difference | null;
}

/** @throws EquipoiseError for files that cannot be read, are of no known schema, or that the program format cannot hold */
export async function replayFile(file: string, options: ReplayOptions = {}): Promise<ReplayReport> {
  const vector = readVector(file);
  const comparison = new Comparison();
  const schema = stringOf(vector, "schema");
  if (schema.startsWith("spinnaker"))
    fail("golden-unsupported", `${file} is a SpiNNaker vector (${schema}); the SpiNNaker family is not built in this version`, { hint: "leave it out, or update equipoise" });
  if (schema !== "loihi-golden/1") fail("golden-format", `${file} has the schema ${schema}, which this version does not know`);
  const type = stringOf(vector, "type");
  let difference: Difference | null = null;
  try {
    switch (type) {
      case "network":
        await replayNetwork(lavaNetwork(vector, comparison), comparison, options);
        break;
      case "nengo-loihi-network":
        await replayNetwork(nengoNetwork(vector), comparison, options);
        break;
      case "weights":
        replayLavaWeights(vector, comparison);
        break;
      case "nengo-loihi-functions":
        replayNengoFunctions(vector, comparison);
        break;
      case "nengo-loihi-discretize_block":
        replayDiscretizeBlock(vector, comparison);
        break;
      default:
        fail("golden-format", `${file} has the type ${type}, which this version does not know`);
    }
  } catch (error) {
    if (!(error instanceof DifferenceFound)) throw error;
    difference = error.difference;
  }
  if (difference === null && Object.keys(comparison.counts).length === 0) fail("golden-format", `${file} records nothing that could be compared`);
  return { file, compared: comparison.counts, difference };
}
