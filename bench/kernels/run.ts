/**
 * `npm run bench -- kernels`: designs of delivery in C on Brunel's network, every raster the emulator's, spike by spike.
 * `npm run bench -- kernels crossover`: lists beside bitmaps in ours, crossover.ts; `kernels spinnaker`: the same for rings, spinnaker-rows.ts;
 * `kernels deferred`: the reference's two ways of delivery, deferred.ts; `kernels deferred crossover`: from where on they differ;
 * `kernels division`: what a bitmap more costs a slice, division.ts.
 *
 *   --quick   2 repetitions of 2,000 steps      --steps N   --repetitions N   --out FILE   --write-docs: the table into docs/performance.md
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchArguments } from "../arguments.js";
import { describe, formsOf } from "../side-by-side/networks.js";
import { repeat, type Measured } from "../side-by-side/repetitions.js";
import { cKernel, ours, type Bench } from "../side-by-side/simulators.js";
import { recurrentSynapses } from "../side-by-side/export-description.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { machineLine } from "../machine-line.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { summarize, summary, significant } from "../timings.js";
import { brunel } from "../workloads.js";
import { C_DESIGNS } from "./designs.js";
import { benchDivision } from "./division.js";
import { compilerVersion, compileKernel } from "./compile-c.js";
import { benchCrossover } from "./crossover.js";
import { benchDeferred, benchDeferredCrossover } from "./deferred.js";
import { exportForC } from "./export-for-c.js";
import { benchSpinnakerRows } from "./spinnaker-rows.js";

function table(measured: readonly Measured[]): string {
  const best = measured.find((m) => m.name === "C bit-sliced")!;
  return markdownTable(
    ["design", "simulate, s", "times bit-sliced", "build, s", "peak MB"],
    measured.map(({ name, costs }) => [
      name,
      summary(costs.map((c) => c.simulate)),
      summary(costs.map((c, r) => c.simulate / best.costs[r].simulate)),
      significant(summarize(costs.map((c) => c.build)).median),
      `${Math.round(summarize(costs.map((c) => c.peakBytes)).median / 1e6)}`,
    ]),
  );
}

/** @throws Error where there is no C compiler, or a design's spikes are not the emulator's */
export async function benchKernels(args: BenchArguments): Promise<void> {
  if (args.has("deferred")) return args.has("crossover") ? benchDeferredCrossover(args) : benchDeferred(args);
  if (args.has("division")) return benchDivision(args);
  if (args.has("crossover")) {
    benchCrossover(args);
    return;
  }
  if (args.has("spinnaker")) return benchSpinnakerRows(args);
  const compiler = compilerVersion();
  if (compiler === null) throw new Error("the C kernels need a C compiler: there is no `cc`");
  const quick = args.has("--quick");
  const steps = args.count("--steps", quick ? 2000 : 10_000);
  const repetitions = args.count("--repetitions", quick ? 2 : 5);
  const folder = mkdtempSync(join(tmpdir(), "equipoise-kernels-"));
  try {
    const bench: Bench = { network: "brunel", folder, steps, kernel: args.text("--kernel") };
    const drawn = drawNetwork(describe("brunel"));
    const { target, build } = brunel(steps, repetitions);
    exportForC(folder, build.compiled.program, target);
    const emulator = formsOf("brunel").find((form) => form.profile === "hw" && form.threads === 1)!;
    const simulators = [
      ours(bench, emulator),
      ...C_DESIGNS.map(({ name }) => cKernel(bench, name, compileKernel(name))),
    ];
    const work = { neurons: drawn.size, synapses: recurrentSynapses(drawn), steps, dt: drawn.dt };
    const measured = repeat(simulators, work, repetitions, (what) => process.stderr.write(`${what}\n`));
    const out = args.text("--out");
    if (out !== undefined) writeFileSync(out, `${JSON.stringify({ compiler, work, measured }, null, 2)}\n`);
    const text = table(measured);
    console.log(`\n${text}`);
    if (args.has("--write-docs"))
      writeBlock("kernels", `${machineLine()}; ${steps} steps, ${repetitions} repetitions.\n\n${text}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
