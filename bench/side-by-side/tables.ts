/** What was measured, as two tables: what each simulator cost, and how many times as fast ours are, repetition by repetition. */
import { summarize, summary, significant } from "../timings.js";
import { markdownTable } from "./markdown-table.js";
import type { Measured } from "./repetitions.js";

export function costTable(measured: readonly Measured[]): string {
  return markdownTable(
    ["simulator", "thr", "build, s", "simulate, s", "MB", "Hz", "CV"],
    measured.map(({ name, threads, costs, statistics }) => [
      name,
      `${threads}`,
      significant(summarize(costs.map((c) => c.build)).median),
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

/** How many times as fast ours are as each peer; beside a C kernel, which share of its speed in percent. */
export function ratioTable(measured: readonly Measured[]): string {
  const names = [...new Set(measured.filter((m) => !m.ours).map((m) => m.name))];
  const isKernel = (name: string) => name.startsWith("C ");
  const cell = (own: Measured, peer: Measured | undefined) => {
    if (peer === undefined) return "";
    const ratios = pairedRatios(own, peer);
    return isKernel(peer.name)
      ? summary(
          ratios.map((ratio) => Math.round(100 * ratio)),
          1,
        )
      : summary(ratios, 2);
  };
  const rows = measured
    .filter((m) => m.ours)
    .map((own) => [`${own.name}, ${own.threads}`, ...peersBeside(own, names, measured).map((peer) => cell(own, peer))]);
  return markdownTable(["ours, threads", ...names.map((name) => (isKernel(name) ? `${name.slice(2)} %` : name))], rows);
}

/** One thread over several of the same simulator, one line each. */
export function threadLines(measured: readonly Measured[]): string[] {
  return measured.flatMap((many) => {
    const one = measured.find((m) => m.name === many.name && m.threads === 1);
    if (many.threads === 1 || one === undefined) return [];
    return [`- ${many.name}: ${many.threads} threads are ${summary(pairedRatios(many, one))} times as fast as one.`];
  });
}
