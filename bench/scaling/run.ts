/**
 * `npm run bench -- scaling`: what a synaptic event and a neuron step cost over sweeps of N, K and rate, and what building costs.
 *
 *   --quick   small networks, twice       --steps N   --repetitions N   --on NAME,NAME (of the kinds below)
 *   --figures FOLDER   SVG plots there; --write-docs: into docs/figures, and the table into docs/performance.md
 *   --out FILE         everything as JSON
 *
 * Every point is run driven and silent, one process each; a silent run gives the cost of a neuron step, the difference that of an event.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { ROOT } from "../../scripts/python-environments.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { runOurs, type SimulatorRun } from "../side-by-side/simulators.js";
import type { Raster } from "../side-by-side/spike-statistics.js";
import { summarize, significant } from "../timings.js";
import { sweptNetwork, type SweptNetwork } from "./network.js";
import { plotSvg, type Plot } from "./plot.js";
import { costsOf, keyOf, pointsOf, sweepsOf, type PointCosts, type Sweep } from "./sweeps.js";

interface Kind {
  readonly name: string;
  readonly on: string;
  readonly profile?: "hw" | "lava";
  readonly mixed: boolean;
}

const KINDS: readonly Kind[] = [
  { name: "loihi1 hw", on: "loihi1", profile: "hw", mixed: false },
  { name: "loihi1 hw, mixed", on: "loihi1", profile: "hw", mixed: true },
  { name: "spinnaker1", on: "spinnaker1", mixed: false },
  { name: "reference", on: "reference", mixed: false },
];

interface Measured extends PointCosts {
  readonly kind: string;
  readonly neurons: number;
  readonly outdegree: number;
  readonly rate: number;
  readonly build: number;
  readonly peakBytes: number;
}

/** Steps before the clock starts: the first ones are slow, since their code is not compiled yet. */
const TRANSIENT = 500;

type Point = Omit<SweptNetwork, "mixed">;

function run(kind: Kind, point: Point, steps: number, kernel: string | undefined): SimulatorRun {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-scaling-"));
  try {
    const file = join(folder, "swept.yaml");
    writeFileSync(file, sweptNetwork({ ...point, mixed: kind.mixed }));
    return runOurs(kind.name, folder, {
      network: file,
      on: kind.on,
      profile: kind.profile,
      threads: 1,
      transient: TRANSIENT,
      steps,
      kernel,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timedSpikes(raster: Raster): number {
  let spikes = 0;
  for (let k = 0; k < raster.length; k += 2) if (raster[k] >= TRANSIENT) spikes++;
  return spikes;
}

/** The shortest simulation of the repetitions, since the difference of two is wanted and other work only adds; medians of the rest. The silent run of a size has few synapses, since they do not matter to it. */
function measure(
  kind: Kind,
  points: readonly Point[],
  steps: number,
  repetitions: number,
  kernel?: string,
): Measured[] {
  const silent = new Map<number, number[]>();
  const driven = points.map((): SimulatorRun[] => []);
  const median = (values: readonly number[]) => summarize(values).median;
  for (let r = 0; r < repetitions; r++) {
    for (const neurons of new Set(points.map((p) => p.neurons))) {
      const { costs, raster } = run(kind, { neurons, outdegree: 10, rate: 0 }, steps, kernel);
      if (raster.length > 0) throw new Error(`${kind.name}: a silent network of ${neurons} neurons fired`);
      silent.set(neurons, [...(silent.get(neurons) ?? []), costs.simulate]);
    }
    points.forEach((point, p) => {
      process.stderr.write(`repetition ${r + 1}: ${kind.name}, ${keyOf(point)}\n`);
      driven[p].push(run(kind, point, steps, kernel));
    });
  }
  return points.map((point, p) => {
    const runs = driven[p];
    const spikes = timedSpikes(runs[0].raster);
    const costs = costsOf(
      Math.min(...runs.map((d) => d.costs.simulate)),
      Math.min(...silent.get(point.neurons)!),
      spikes * point.outdegree,
      point.neurons * steps,
    );
    return {
      kind: kind.name,
      ...point,
      ...costs,
      build: median(runs.map((d) => d.costs.build)),
      peakBytes: median(runs.map((d) => d.costs.peakBytes)),
    };
  });
}

/** One figure for each sweep, and one for the silent cost, building and memory against synapses. */
export function plotsOf(measured: readonly Measured[], base: Point, sweeps: readonly Sweep[]): Record<string, Plot> {
  const kinds = [...new Set(measured.map((m) => m.kind))];
  const series = (points: (m: Measured) => boolean, x: (m: Measured) => number, y: (m: Measured) => number) =>
    kinds.map((name) => {
      const own = measured.filter((m) => m.kind === name && points(m)).sort((a, b) => x(a) - x(b));
      return { name, xs: own.map(x), ys: own.map(y) };
    });
  const inSweep = ({ quantity, values }: Sweep) => {
    const keys = new Set(values.map((value) => keyOf({ ...base, [quantity]: value })));
    return (m: Measured) => keys.has(keyOf(m));
  };
  const plots: Record<string, Plot> = {};
  for (const sweep of sweeps)
    plots[`event-by-${sweep.quantity}`] = {
      title: `A synaptic event against ${sweep.label}`,
      x: sweep.label,
      y: "ns a synaptic event",
      series: series(
        inSweep(sweep),
        (m) => m[sweep.quantity],
        (m) => m.nsPerEvent,
      ),
    };
  const byNeurons = inSweep(sweeps.find((s) => s.quantity === "neurons")!);
  const byDegree = inSweep(sweeps.find((s) => s.quantity === "outdegree")!);
  const synapses = (m: Measured) => m.neurons * m.outdegree;
  plots["neuron-step-by-neurons"] = {
    title: "A neuron step against neurons",
    x: "neurons",
    y: "ns a neuron step",
    series: series(
      byNeurons,
      (m) => m.neurons,
      (m) => m.nsPerNeuronStep,
    ),
  };
  plots["build-by-synapses"] = {
    title: "Before the first step",
    x: "synapses",
    y: "s to draw, compile and load",
    series: series(
      (m) => byNeurons(m) || byDegree(m),
      synapses,
      (m) => m.build,
    ),
  };
  plots["memory-by-synapses"] = {
    title: "Peak memory of the process",
    x: "synapses",
    y: "MB",
    series: series(
      (m) => byNeurons(m) || byDegree(m),
      synapses,
      (m) => m.peakBytes / 1e6,
    ),
  };
  return plots;
}

function table(measured: readonly Measured[]): string {
  return markdownTable(
    ["kind", "N", "K", "Hz", "ns/event", "ns/neuron step", "build, s", "peak MB"],
    measured.map((m) => [
      m.kind,
      `${m.neurons}`,
      `${m.outdegree}`,
      `${m.rate}`,
      Number.isNaN(m.nsPerEvent) ? "–" : significant(m.nsPerEvent),
      significant(m.nsPerNeuronStep),
      significant(m.build),
      `${Math.round(m.peakBytes / 1e6)}`,
    ]),
  );
}

export function benchScaling(args: BenchArguments): void {
  const quick = args.has("--quick");
  const steps = args.count("--steps", quick ? 3000 : 5000);
  const repetitions = args.count("--repetitions", quick ? 2 : 5);
  const { base, sweeps } = sweepsOf(quick);
  const wanted = args.text("--on")?.split(",");
  const kinds = KINDS.filter(({ name, on }) => wanted === undefined || wanted.includes(name) || wanted.includes(on));
  if (kinds.length === 0) throw new Error(`--on names none of ${KINDS.map(({ name }) => name).join("; ")}`);
  const measured = kinds.flatMap((kind) =>
    measure(kind, pointsOf(base, sweeps), steps, repetitions, args.text("--kernel")),
  );
  const text = table(measured);
  console.log(`\n${text}`);
  const plots = plotsOf(measured, base, sweeps);
  const figures = args.has("--write-docs") ? join(ROOT, "docs", "figures") : args.text("--figures");
  if (figures !== undefined) {
    mkdirSync(figures, { recursive: true });
    for (const [name, plot] of Object.entries(plots)) writeFileSync(join(figures, `${name}.svg`), plotSvg(plot));
  }
  if (args.has("--write-docs")) {
    const images = Object.entries(plots).map(([name, { title }]) => `![${title}](figures/${name}.svg)`);
    writeBlock(
      "scaling",
      [`${machineLine()}; ${steps} steps, ${repetitions} repetitions.`, images.join("\n"), text].join("\n\n"),
    );
  }
  const out = args.text("--out");
  if (out !== undefined)
    writeFileSync(out, `${JSON.stringify({ machine: machineLine(), steps, repetitions, measured }, null, 2)}\n`);
}
