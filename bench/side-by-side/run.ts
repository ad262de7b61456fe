/**
 * `npm run bench -- peers`: ours beside NEST, Brian2 and C kernels in one run.
 *
 *   --quick            2 repetitions of 2,000 steps        --steps N   --repetitions N
 *   --network NAME     brunel or currents; both unless told
 *   --kernel NAME      of the Loihi emulator, by its name
 *   --out FILE         everything as JSON                  --write-docs   the tables into docs/performance.md
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawNetwork } from "../../src/network/draw-network.js";
import type { BenchArguments } from "../arguments.js";
import { compilerVersion, compileKernel } from "../kernels/compile-c.js";
import { C_DESIGNS } from "../kernels/designs.js";
import { exportForC } from "../kernels/export-for-c.js";
import { machineLine } from "../machine-line.js";
import { whyNoPeers } from "../peers.js";
import { brunel } from "../workloads.js";
import { exportDescription, recurrentSynapses } from "./export-description.js";
import { writeBlock } from "./generated-block.js";
import { describe, NETWORK_NAMES, type NetworkName } from "./networks.js";
import { repeat, type Measured, type Work } from "./repetitions.js";
import { brian2, cKernel, nest, oursOf, type Bench, type Simulator } from "./simulators.js";
import { costTable, ratioTable, threadLines } from "./tables.js";

interface Outcome {
  readonly network: NetworkName;
  readonly work: Work;
  readonly measured: readonly Measured[];
  /** null without Brian2. */
  readonly brian2CompileSeconds: number | null;
}

function compare(
  network: NetworkName,
  steps: number,
  repetitions: number,
  withPeers: boolean,
  kernel?: string,
): Outcome {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-peers-"));
  try {
    const bench: Bench = { network, folder, steps, kernel };
    const drawn = drawNetwork(describe(network));
    exportDescription(folder, drawn, steps);
    const work: Work = { neurons: drawn.size, synapses: recurrentSynapses(drawn), steps, dt: drawn.dt };
    const generated = withPeers ? brian2(bench) : null;
    // NEST first: it says which rate and which CV the others are expected to have.
    const simulators: Simulator[] = [
      ...(generated === null ? [] : [nest(bench, 1), nest(bench, 2), generated.simulator]),
      ...oursOf(bench),
      ...cKernels(bench),
    ];
    const measured = repeat(simulators, work, repetitions, (what) => process.stderr.write(`${network}, ${what}\n`));
    return { network, work, measured, brian2CompileSeconds: generated?.compileSeconds ?? null };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of Brunel's network, whose raster they must repeat. */
function cKernels(bench: Bench): Simulator[] {
  if (bench.network !== "brunel" || compilerVersion() === null) return [];
  const { target, build } = brunel(bench.steps, 1);
  exportForC(bench.folder, build.compiled.program, target);
  return C_DESIGNS.filter(({ besideSimulators }) => besideSimulators).map(({ name }) =>
    cKernel(bench, name, compileKernel(name)),
  );
}

function describeOutcome({ network, work, measured, brian2CompileSeconds }: Outcome): string {
  const biology = (work.steps * work.dt) / 1000;
  return [
    `**${network}**: ${work.neurons} neurons, ${work.synapses} synapses, ${work.steps} steps of ${work.dt} ms (${biology} s of biology), ${measured[0].costs.length} repetitions.`,
    "",
    costTable(measured),
    "",
    "Times as fast as a peer with as many threads, and the share of a C kernel's speed in percent:",
    "",
    ratioTable(measured),
    "",
    ...threadLines(measured),
    ...(brian2CompileSeconds === null
      ? []
      : [
          `- Brian2 generates and compiles its program in ${brian2CompileSeconds.toFixed(0)} s, once; its build time above is what the program itself needs.`,
        ]),
  ].join("\n");
}

/** @throws Error where the simulators do not do the same work */
export function benchPeers(args: BenchArguments): void {
  const quick = args.has("--quick");
  const steps = args.count("--steps", quick ? 2000 : 10_000);
  const repetitions = args.count("--repetitions", quick ? 2 : 5);
  const only = args.text("--network");
  const networks = NETWORK_NAMES.filter((name) => only === undefined || name === only);
  if (networks.length === 0) throw new Error(`there is no network ${only}: ${NETWORK_NAMES.join(" or ")}`);
  const why = whyNoPeers();
  if (why !== null) console.log(`Without NEST and Brian2: ${why}`);
  const outcomes: Outcome[] = [];
  const machine = machineLine();
  console.log(machine);
  for (const network of networks) {
    const outcome = compare(network, steps, repetitions, why === null, args.text("--kernel"));
    outcomes.push(outcome);
    console.log(`\n${describeOutcome(outcome)}`);
  }
  const out = args.text("--out");
  if (out !== undefined) writeFileSync(out, `${JSON.stringify({ machine, outcomes }, null, 2)}\n`);
  if (args.has("--write-docs"))
    for (const outcome of outcomes)
      writeBlock(`peers-${outcome.network}`, `${machine}.\n\n${describeOutcome(outcome)}`);
}
