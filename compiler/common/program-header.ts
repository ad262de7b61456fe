/** What programs of every family say of themselves, from the network and the options that made them. */
import { WEIGHT_UNIT } from "../../src/models/neuron-model.js";
import type { LossLedger } from "../../src/diagnostics/loss-ledger.js";
import { formatTime } from "../../src/numerics/time-grid.js";
import { modelOf, type Network, type SpikeSource } from "../../src/network/types.js";
import { PROGRAM_FORMAT_VERSION } from "../../src/program/format-version.js";
import type { InputPort, ProgramHeader } from "../../src/program/header.js";
import { version } from "../../src/program/version.js";

export interface HeaderParts {
  readonly target: { readonly id: string };
  readonly board: { readonly id: string };
  readonly oversize: boolean;
  /** Spike sources that stay. */
  readonly sources: readonly SpikeSource[];
  readonly options: { readonly family: string };
  readonly ledger: LossLedger;
}

export function programHeader(
  network: Network,
  { target, board, oversize, sources, options, ledger }: HeaderParts,
): Omit<ProgramHeader, "sourceMap"> {
  return {
    formatVersion: PROGRAM_FORMAT_VERSION,
    compiler: `equipoise ${version}`,
    name: network.name,
    target: target.id,
    board: board.id,
    oversize,
    dt: network.dt,
    seed: network.seed,
    steps: network.steps,
    burnInSteps: network.burnInSteps,
    size: network.size,
    populations: network.populations.map(({ name, first, size }) => ({ name, first, size })),
    inputs: sources.map(inputPort),
    ledger: ledger.entries(),
    options: canonicalOptions(options),
    ...(network.probes && { probes: network.probes }),
    ...(network.spikesKept && { spikesKept: network.spikesKept }),
  };
}

function inputPort({
  name,
  first,
  size,
  kind,
  rate,
  startStep,
  stopStep,
  stream,
  spikeSteps,
  spikeIds,
}: SpikeSource): InputPort {
  return {
    name,
    first,
    size,
    kind,
    rate: typeof rate === "number" ? Float64Array.of(rate) : rate,
    startStep,
    stopStep,
    stream,
    spikeSteps,
    spikeIds,
  };
}

/** JSON with sorted keys: the order in which options were given does not matter. The family is the program's own, so its tag is left out. */
function canonicalOptions({ family: _, ...options }: { readonly family?: string }): string {
  const sorted = (value: unknown): unknown =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, sorted(v)]),
        )
      : value;
  return JSON.stringify(sorted(options));
}

/** What was lost when the network was drawn, before any target: times rounded to steps, weights of the wrong sign set to zero. */
export function enterDrawingLosses(network: Network, ledger: LossLedger): void {
  const { delayRounding, timeRounding = [], weightClipping = [], dt, projections, populations } = network;
  for (const { projection, count, worst, short } of delayRounding) {
    const of = projections.find((p) => p.name === projection)?.source.length ?? count;
    const raised = short === 0 ? "" : `; ${short} of them were shorter and became one step`;
    ledger.add({
      kind: "delay-rounded",
      where: `projection ${projection}`,
      count,
      of,
      worst,
      unit: "ms",
      note: `delays are whole steps of ${formatTime(dt)}${raised}`,
    });
  }
  for (const { where, count, of, worst, note } of timeRounding)
    ledger.add({ kind: "time-rounded", where, count, of, worst, unit: "ms", note });
  for (const { projection, count, of, worst, meanDrawn, meanKept } of weightClipping) {
    const drawn = projections.find((p) => p.name === projection);
    const unit = drawn === undefined ? "pA" : WEIGHT_UNIT[modelOf(network, populations[drawn.post]).synapse];
    const digits = (x: number) => Number(x.toPrecision(4));
    ledger.add({
      kind: "weight-sign-dropped",
      where: `projection ${projection}`,
      count,
      of,
      worst,
      unit,
      meanInputChange: meanKept / meanDrawn - 1,
      note: `drawn with the sign opposite to the mean, set to 0 (\`sign: clip\`): the mean weight moves from ${digits(meanDrawn)} to ${digits(meanKept)} ${unit}, on the reference too`,
    });
  }
}
