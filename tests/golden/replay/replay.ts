/** Replays a golden-vector file of any known schema and says what was compared and where it first differs. */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { Comparison, DifferenceFound, type Difference } from "./difference.js";
import { lavaNetwork } from "./lava-network.js";
import { nengoNetwork } from "./nengo-network.js";
import { replayDiscretizeBlock } from "./replay-discretize-block.js";
import { replayLavaWeights } from "./replay-lava-weights.js";
import { replayNengoFunctions } from "./replay-nengo-functions.js";
import { replayNetwork, type ReplayOptions } from "./replay-network.js";
import { replaySpinnakerBoard, type MachineOpener } from "./replay-spinnaker-board.js";
import { replaySpinnakerNetwork } from "./replay-spinnaker-network.js";
import { replaySpinnakerPrimitives } from "./replay-spinnaker-primitives.js";
import { has, readVector, stringOf, type JsonObject } from "./vector.js";

export interface ReplayFileOptions extends ReplayOptions {
  /** What runs a SpiNNaker-style machine instead of the emulator: a board. */
  readonly openMachine?: MachineOpener;
}

export interface ReplayReport {
  readonly file: string;
  /** Equal values by kind. */
  readonly compared: Readonly<Record<string, number>>;
  /** null: everything is equal. */
  readonly difference: Difference | null;
}

/** @throws EquipoiseError for files that cannot be read, are of no known schema, or that the program format cannot hold */
export async function replayFile(file: string, options: ReplayFileOptions = {}): Promise<ReplayReport> {
  const vector = readVector(file);
  const comparison = new Comparison();
  let difference: Difference | null = null;
  try {
    await replay(file, vector, comparison, options);
  } catch (error) {
    if (!(error instanceof DifferenceFound)) throw error;
    difference = error.difference;
  }
  if (difference === null && Object.keys(comparison.counts).length === 0)
    fail("golden-format", `${file} records nothing that could be compared`);
  return { file, compared: comparison.counts, difference };
}

/** The Loihi vectors name their schema and type, those of SpiNNaker their format. */
function kindOf(vector: JsonObject): string {
  return has(vector, "format")
    ? stringOf(vector, "format")
    : `${stringOf(vector, "schema")} ${stringOf(vector, "type")}`;
}

/** Of vectors that record a network that ran; the others are tables of functions. */
const NETWORKS: readonly string[] = [
  "loihi-golden/1 network",
  "loihi-golden/1 nengo-loihi-network",
  "spinnaker1-golden-v1",
];

/** Tells whether a file records a network, which a board could run. @throws EquipoiseError for files that cannot be read */
export function recordsNetwork(file: string): boolean {
  return NETWORKS.includes(kindOf(readVector(file)));
}

async function replay(
  file: string,
  vector: JsonObject,
  comparison: Comparison,
  options: ReplayFileOptions,
): Promise<void> {
  const kind = kindOf(vector);
  switch (kind) {
    case "loihi-golden/1 network":
      return replayNetwork(lavaNetwork(vector, comparison), comparison, options);
    case "loihi-golden/1 nengo-loihi-network":
      return replayNetwork(nengoNetwork(vector), comparison, options);
    case "loihi-golden/1 weights":
      return replayLavaWeights(vector, comparison);
    case "loihi-golden/1 nengo-loihi-functions":
      return replayNengoFunctions(vector, comparison);
    case "loihi-golden/1 nengo-loihi-discretize_block":
      return replayDiscretizeBlock(vector, comparison);
    case "spinnaker1-golden-v1":
      return options.openMachine === undefined
        ? replaySpinnakerNetwork(vector, comparison)
        : replaySpinnakerBoard(vector, comparison, options.openMachine);
    case "spinnaker1-primitives-v1":
      return replaySpinnakerPrimitives(vector, comparison);
    default:
      fail("golden-format", `${file} is of the kind ${kind}, which this version does not know`);
  }
}
