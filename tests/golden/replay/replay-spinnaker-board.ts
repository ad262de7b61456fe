/**
 * Vectors of SpiNNaker networks on a board, which can be asked less than the emulator: every spike; v and refractory counters of the traced
 * neurons in every traced tick; v of all neurons by its hash, every tick of a small network and now and then of a large one; the counters.
 *
 * A vector may overwrite slots of the ring buffer, always of machines without synapses. On a board that is what the slot holds at the start, or
 * what a source sends that spikes one tick earlier over a synapse of delay 1.
 */
import type { RingEntry } from "../../../firmware-bridge/boards/mcu-image.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import type { ExecutionTarget } from "../../../src/program/execution-target.js";
import type { MachineImage, SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import { wordPacker } from "../../../src/program/spinnaker/synaptic-word.js";
import type { Comparison } from "./difference.js";
import { columnsOf, fnv1a, goldenMachine } from "./replay-spinnaker-network.js";
import { compareSpikeRow } from "./spike-row.js";
import { matrixOf, numberOf, numbersOf, objectOf, type JsonObject } from "./vector.js";

export type MachineOpener = (machine: MachineImage, ringAtStart: readonly RingEntry[]) => Promise<ExecutionTarget>;

/** Neurons up to which the whole state is read after every tick; else after every so many. */
const SMALL = 64;
const SAMPLE_TICKS = 250;

export async function replaySpinnakerBoard(
  vector: JsonObject,
  comparison: Comparison,
  open: MachineOpener,
): Promise<void> {
  const { machine, ringAtStart, overwritten, events } = withoutOverwriting(vector);
  const board = await open(machine, ringAtStart);
  try {
    board.inject(events);
    const ticks = numberOf(vector, "n_steps");
    const recording = new Recording(vector, machine.size);
    const readEvery = machine.size <= SMALL ? 1 : SAMPLE_TICKS;
    for (let tick = 0; tick < ticks;) {
      // Up to the next tick after which the state is looked at.
      const look = tick + readEvery - (tick % readEvery);
      const spikes = new Map<number, number[]>();
      await board.advance(Math.min(look, ticks) - tick, (at, ids, count) =>
        spikes.set(at, Array.from(ids.subarray(0, count))),
      );
      for (; tick < Math.min(look, ticks); tick++)
        compareSpikeRow(recording.spikes.get(tick) ?? [], spikes.get(tick) ?? [], "neurons", tick, comparison);
      if (recording.wants(tick - 1))
        recording.compareState(
          tick - 1,
          await board.readState(Array.from({ length: machine.size }, (_, id) => id)),
          comparison,
        );
    }
    const counters = await board.counters();
    const summary = objectOf(objectOf(vector, "expected"), "summary");
    comparison.equal(numberOf(summary, "total_spikes"), counters["spikes"], "total spikes", "summary");
    comparison.equal(
      numberOf(summary, "presyn_events"),
      counters["synaptic-events"] - overwritten,
      "presyn events",
      "summary",
    );
    comparison.equal(
      numberOf(summary, "saturations"),
      counters["ring-saturated-excitatory"] + counters["ring-saturated-inhibitory"],
      "saturations",
      "summary",
    );
  } finally {
    await board.close();
  }
}

interface Prepared {
  readonly machine: MachineImage;
  readonly ringAtStart: readonly RingEntry[];
  /** Synaptic events that the vector does not have. */
  readonly overwritten: number;
  readonly events: readonly { readonly step: number; readonly id: number; readonly count: number }[];
}

function withoutOverwriting(vector: JsonObject): Prepared {
  const machine = goldenMachine(vector);
  const [core] = machine.cores;
  const events = matrixOf(vector, "external_events").map(([step, id]) => ({ step, id, count: 1 }));
  const overwrites = matrixOf(vector, "ring_inject");
  if (overwrites.length > 0 && core.words.length > 0)
    fail("board-cannot", "A board cannot overwrite ring buffers that synapses fill as well.", {
      exitCode: ExitCode.doesNotFit,
    });
  const rows = core.rowStart.length - 1;
  const last = numberOf(vector, "n_steps");
  const ringAtStart = overwrites
    .filter(([tick]) => tick === 0)
    .map(([, type, atom, weight]): RingEntry => ({ core: 0, slot: 0, type, atom, weight }));
  const later = overwrites.filter(([tick]) => tick > 0 && tick <= last);
  const ticks = [...new Set(later.map(([tick]) => tick))];
  const pack = wordPacker(core.layout);
  const words = ticks.map((tick) =>
    later.filter(([at]) => at === tick).map(([, type, atom, weight]) => pack(weight, 1, type, atom)),
  );
  const rowStart = [...core.rowStart];
  for (const row of words) rowStart.push(rowStart[rowStart.length - 1] + row.length);
  const sources = Math.max(rows, machine.size);
  const withSources: SpinnakerCore = {
    ...core,
    blocks: [
      ...core.blocks,
      { firstSource: sources, sources: ticks.length, firstRow: rows, extraDelay: 0, synapseCore: 0, plasticity: null },
    ],
    rowStart: Uint32Array.from(rowStart),
    words: Uint32Array.from([...core.words, ...words.flat()]),
  };
  return {
    machine: { ...machine, cores: [withSources], hostSources: [trainOf(machine.size, sources + ticks.length)] },
    ringAtStart,
    overwritten: later.length,
    events: [...events, ...ticks.map((tick, k) => ({ step: tick - 1, id: sources + k, count: 1 }))],
  };
}

/** Sources behind the neurons exist, and are played by hand. */
function trainOf(first: number, end: number): MachineImage["hostSources"][number] {
  return {
    name: "external",
    first,
    size: Math.max(0, end - first),
    kind: "host",
    rate: 0,
    startStep: 0,
    stopStep: 0,
    stream: 0,
    spikeSteps: new Uint32Array(0),
    spikeIds: new Uint32Array(0),
  };
}

/** What the vector recorded. */
class Recording {
  readonly spikes: ReadonlyMap<number, readonly number[]>;
  private readonly hashes: readonly (readonly number[])[];
  private readonly hashColumn: number;
  private readonly trace: readonly (readonly (readonly number[])[])[];
  private readonly traced: readonly number[];
  private readonly columns: readonly string[];

  constructor(
    vector: JsonObject,
    private readonly size: number,
  ) {
    const expected = objectOf(vector, "expected");
    this.spikes = new Map(
      (matrixOf(expected, "spikes") as unknown as [number, number[]][]).map(([tick, ids]) => [tick, ids]),
    );
    this.hashes = matrixOf(expected, "step_hashes");
    this.hashColumn = columnsOf(expected, "step_hash_columns", ["rb", "v_pre", "exc", "inh", "v_post"]).indexOf(
      "v_post",
    );
    this.trace = matrixOf(expected, "trace") as unknown as Recording["trace"];
    this.traced = numbersOf(vector, "trace_neurons");
    this.columns = columnsOf(vector, "trace_columns", ["v_pre", "exc_in", "inh_in", "v_post", "refract_timer_post"]);
  }

  wants(tick: number): boolean {
    return this.hashes[tick] !== undefined || this.trace[tick] !== undefined;
  }

  compareState(
    tick: number,
    { v, refractory }: { readonly v: Float64Array; readonly refractory: Float64Array },
    comparison: Comparison,
  ): void {
    const words: Readonly<Record<string, Float64Array>> = { v_post: v, refract_timer_post: refractory };
    this.trace[tick]?.forEach((row, k) =>
      row.forEach((expected, column) => {
        const found = words[this.columns[column]];
        if (found !== undefined)
          comparison.equal(expected, found[this.traced[k]], this.columns[column], `neurons[${this.traced[k]}]`, tick);
      }),
    );
    const hash = this.hashes[tick]?.[this.hashColumn];
    if (hash !== undefined) comparison.equal(hash, fnv1a(v, 4), "hash of v_post", `neurons[0..${this.size - 1}]`, tick);
  }
}
