/** What was measured, as two tables: what each simulator cost, and how many times as fast ours are, repetition by repetition. */
import { summarize, summary, threeDigits } from "../timings.js";
import { markdownTable } from "./markdown-table.js";
import type { Measured } from "./repetitions.js";

export function costTable(measured: readonly Measured[]): string {
  return markdownTable(
    ["simulator", "thr.", "build, s", "simulate, s", "peak MB", "Hz", "CV"],
    measured.map(({ name, threads, costs, statistics }) => [
      name,
      `${threads}`,
      threeDigits(summarize(costs.map((c) => c.build)).median),
      summary(costs.map((c) => c.simulate)),
      `${Math.round(summarize(costs.map((c) => c.peakBytes)).median / 1e6)}`,
      statistics.rate.toFixed(1),
      statistics.cv.toFixed(2),
    ]),
  );
}

/** How many times as long the peer simulated as ours did, in each repetition. */
export function pairedRatios(ours: Measured, peer: Measured): number[] {
  return ours.costs.map(({ simulate }, r) => peer.costs[r].simulate / simulate);
}

/** A peer with one thread stands beside ours of one thread, and where it has several, beside ours of as many. */
function peersBeside(
  ours: Measured,
  names: readonly string[],
  measured: readonly Measured[],
): (Measured | undefined)[] {
  return names.map((name) => measured.find((m) => m.name === name && m.threads === ours.threads));
}

export function ratioTable(measured: readonly Measured[]): string {
  const names = [...new Set(measured.filter((m) => !m.ours).map((m) => m.name))];
  const rows = measured
    .filter((m) => m.ours)
    .map((own) => [
      `${own.name}, ${own.threads}`,
      ...peersBeside(own, names, measured).map((peer) => (peer === undefined ? "" : summary(pairedRatios(own, peer)))),
    ]);
  return markdownTable(["times as fast as", ...names.map((name) => name.replace("C ", "C: "))], rows);
}

/** One thread over several of the same simulator, one line each. */
export function threadLines(measured: readonly Measured[]): string[] {
  return measured.flatMap((many) => {
    const one = measured.find((m) => m.name === many.name && m.threads === 1);
    if (many.threads === 1 || one === undefined) return [];
    return [`- ${many.name}: ${many.threads} threads are ${summary(pairedRatios(many, one))} times as fast as one.`];
  });
}
