/**
 * `npm run bench -- build`: what one waits for from a description to the first step, phase by phase, beside the drawing of the synapses.
 *
 * Every repetition draws, compiles, loads and steps each program once. The first is not counted: it also compiles the code.
 */
import { familyOf } from "../src/families/registry.js";
import { drawFor, expectedRatesOf } from "../src/measure/build.js";
import type { Network } from "../src/network/types.js";
import { loadDescription } from "../src/node/files/load-description.js";
import { defaultOptions } from "../src/options/check-options.js";
import type { FamilyOptions } from "../src/options/option-tables.js";
import { targetById } from "../src/targets/registry.js";
import type { BenchArguments } from "./arguments.js";
import { machineLine } from "./machine-line.js";
import { writeBlock } from "./side-by-side/generated-block.js";
import { markdownTable } from "./side-by-side/markdown-table.js";
import { clock, Timings } from "./timings.js";
import { BRUNEL } from "./workloads.js";

const TARGETS = ["loihi1", "spinnaker1"] as const;
const DRAW = "draw";

/** Adds the seconds since it was made, or since it was called last, to a phase. */
type Stopwatch = (phase: string) => void;

function stopwatch(seconds: Map<string, number>): Stopwatch {
  let last = clock();
  return (phase) => {
    const now = clock();
    seconds.set(phase, (seconds.get(phase) ?? 0) + now - last);
    last = now;
  };
}

/** Seconds of every phase, in their order, from the file to the first step. */
async function buildOnce(id: (typeof TARGETS)[number]): Promise<ReadonlyMap<string, number>> {
  const seconds = new Map<string, number>();
  const total = clock();
  const lap = stopwatch(seconds);
  const target = targetById(id);
  const { description } = loadDescription(BRUNEL);
  const options: FamilyOptions = { ...defaultOptions(target), oversize: true };
  lap("read");
  const network: Network = drawFor(description, target, options, {}, "compile");
  lap(DRAW);
  const sized: FamilyOptions = { ...options, expectedRates: expectedRatesOf(network) };
  lap("predict rates");
  let phase = "compile: the rest";
  const compiled = familyOf(target).compile(network, target, sized, {
    beforePass: (name) => {
      lap(phase);
      phase = name;
    },
    afterPass: (name) => {
      lap(name);
      phase = "compile: checkers";
    },
  });
  lap(phase);
  const emulator = await compiled.createEmulator();
  lap("load");
  try {
    await emulator.advance(1, () => {});
    lap("first step");
  } finally {
    await emulator.close();
  }
  return seconds.set("all", clock() - total);
}

/** @throws Error where a phase did not run in every repetition */
export async function benchBuild(args: BenchArguments): Promise<void> {
  const repetitions = args.count("--repetitions", args.has("--quick") ? 1 : 5);
  const tables: string[] = [];
  for (const id of TARGETS) {
    const times = new Timings();
    let phases: readonly string[] = [];
    await buildOnce(id);
    for (let r = 0; r < repetitions; r++) {
      const seconds = await buildOnce(id);
      phases = [...seconds.keys()];
      for (const [phase, of] of seconds) times.add(phase, of);
    }
    const rows = phases.map((phase) => [phase, times.milliseconds(phase), times.ratio(phase, DRAW)]);
    tables.push(
      `From examples/brunel.yaml to the first step on ${id}, ${repetitions} repetitions:\n\n${markdownTable(["phase", "ms", "times the drawing"], rows)}`,
    );
    console.log(`\n${tables.at(-1)}`);
  }
  if (args.has("--write-docs")) writeBlock("build", [machineLine(), ...tables].join("\n\n"));
}
