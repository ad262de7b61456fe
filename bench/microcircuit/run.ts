/**
 * `npm run bench -- microcircuit`: the full microcircuit of Potjans & Diesmann (2014), built and simulated apart, as its community states it:
 * real-time factor = simulated wall-clock seconds / seconds of biology, after a transient of 0.1 s that is not timed.
 *
 *   --on reference,spinnaker1     --duration MS (1000)     --transient MS (100)     --threads N (1)
 *   --network FILE                another scale; --quick: examples/microcircuit-10percent.yaml for 300 ms
 *   --out FILE                    everything as JSON       --write-docs   the tables into docs/performance.md
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { PUBLISHED_RATES } from "../../phenomena/networks/microcircuit.js";
import { analyse } from "../../src/analysis/analyse.js";
import type { PopulationMetrics } from "../../src/analysis/metrics.js";
import type { NetworkDescription } from "../../src/description/types.js";
import type { BenchArguments } from "../arguments.js";
import { ROOT } from "../../scripts/python-environments.js";
import type { Costs } from "../side-by-side/costs.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { describe } from "../side-by-side/networks.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { runOurs } from "../side-by-side/simulators.js";
import { machineLine } from "../machine-line.js";
import { significant } from "../timings.js";

/** Hz; of NEST's own example `microcircuit` at full scale, as in docs/published-networks.md. */
const NEST_RATES = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829] as const;

interface Outcome {
  readonly on: string;
  readonly costs: Costs;
  readonly biologySeconds: number;
  readonly populations: readonly Pick<PopulationMetrics, "name">[];
  readonly rates: readonly number[];
  readonly cvs: readonly number[];
  readonly correlations: readonly number[];
}

interface Plan {
  readonly file: string;
  readonly description: NetworkDescription;
  readonly transient: number;
  readonly steps: number;
  readonly threads: number;
}

function measure(on: string, { file, description, transient, steps, threads }: Plan): Outcome {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-microcircuit-"));
  try {
    const { costs, raster } = runOurs(on, folder, { network: file, on, threads, transient, steps });
    const spikes = raster.length / 2;
    const spikeSteps = new Uint32Array(spikes);
    const spikeIds = new Uint32Array(spikes);
    for (let k = 0; k < spikes; k++) {
      spikeSteps[k] = raster[2 * k];
      spikeIds[k] = raster[2 * k + 1];
    }
    let first = 0;
    const populations = description.populations.map(({ name, size }) => ({
      name,
      first: (first += size) - size,
      size,
    }));
    const { timestep: dt, seed } = description;
    const recording = {
      source: on,
      network: description.name,
      seed,
      dt,
      startStep: 0,
      steps: transient + steps,
      populations,
      spikeSteps,
      spikeIds,
      counters: {},
    };
    const metrics = analyse(recording, { burnInSteps: transient, minimumIntervals: 3 });
    const biologySeconds = (steps * dt) / 1000;
    return {
      on,
      costs,
      biologySeconds,
      populations: metrics.populations.map(({ name }) => ({ name })),
      rates: metrics.populations.map((p) => p.rate),
      cvs: metrics.populations.map((p) => p.cv.mean),
      correlations: metrics.populations.map((p) => p.correlation.mean),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function costTable(outcomes: readonly Outcome[]): string {
  return markdownTable(
    ["on", "build, s", "simulate, s", "real-time factor", "peak GB"],
    outcomes.map(({ on, costs, biologySeconds }) => [
      on,
      significant(costs.build),
      significant(costs.simulate),
      significant(costs.simulate / biologySeconds),
      (costs.peakBytes / 1e9).toFixed(2),
    ]),
  );
}

function rateTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes[0].populations.map(({ name }, p) => [
    name,
    ...[PUBLISHED_RATES, NEST_RATES].map((rates) => rates[p].toFixed(2)),
    ...outcomes.flatMap(({ rates, cvs, correlations }) => [
      rates[p].toFixed(2),
      cvs[p].toFixed(2),
      correlations[p].toFixed(4),
    ]),
  ]);
  return markdownTable(
    [
      "Hz",
      "published",
      "NEST",
      ...outcomes.flatMap(({ on }) => [on === "reference" ? "ref." : "spin.", "CV", "corr."]),
    ],
    rows,
  );
}

export function benchMicrocircuit(args: BenchArguments): void {
  const quick = args.has("--quick");
  const file =
    args.text("--network") ?? join(ROOT, "examples", quick ? "microcircuit-10percent.yaml" : "microcircuit.yaml");
  const description = describe(file);
  if (description.populations.length !== PUBLISHED_RATES.length)
    throw new Error(
      `${file} is no microcircuit: it has ${description.populations.length} populations, not ${PUBLISHED_RATES.length}`,
    );
  const steps = Math.round(args.count("--duration", quick ? 300 : 1000) / description.timestep);
  const transient = Math.round(args.count("--transient", 100) / description.timestep);
  const plan = { file, description, transient, steps, threads: args.count("--threads", 1) };
  const outcomes = (args.text("--on") ?? "reference,spinnaker1").split(",").map((on) => {
    process.stderr.write(`${on}\n`);
    return measure(on, plan);
  });
  const neurons = description.populations.reduce((sum, { size }) => sum + size, 0);
  const text = [
    `${basename(file)}: ${neurons} neurons, ${outcomes[0].costs.synapses} synapses, ${significant(outcomes[0].biologySeconds)} s of biology after ${(transient * description.timestep) / 1000} s, steps of ${description.timestep} ms, threads: ${plan.threads}.`,
    "",
    costTable(outcomes),
    "",
    rateTable(outcomes),
    "",
    "Rates in Hz; correlations of spike counts in bins of 20 ms, mean over pairs of 300 neurons a population.",
  ].join("\n");
  console.log(`\n${text}`);
  const out = args.text("--out");
  if (out !== undefined) writeFileSync(out, `${JSON.stringify({ machine: machineLine(), file, outcomes }, null, 2)}\n`);
  if (args.has("--write-docs")) writeBlock("microcircuit", `${machineLine()}.\n\n${text}`);
}
