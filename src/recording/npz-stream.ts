/**
 * A run as a .npz file, written as it goes on: what grows with the run lies in spools.
 *
 *   populations                                                  names
 *   spikes.time_ms, spikes.population, spikes.neuron             by spike: end of its step, index into populations, id counted from its first
 *   E.v                                                          [row][neuron]; a second probe of the same is E.v.2
 *   E.v.time_ms, E.v.neuron, E.v.unit                            of its rows, of its columns, and of its values
 */
import type { SpikeSink } from "../program/execution-target.js";
import { toLittleEndian } from "../program/little-endian.js";
import type { RunListener } from "./follow.js";
import { npyCounts, npyText, npzFile, type NpzArray } from "./npz.js";
import { type PopulationRange } from "../description/probe.js";
import { endOfStep } from "./recorded-probe.js";
import type { Spool, StreamOptions, WrittenProbe } from "./recording-stream.js";
import { spikesOnlyOf } from "./spikes-only-of.js";

interface ProbeRows {
  readonly values: Spool;
  /** The step after which the first was read; -1 before. */
  fromStep: number;
  count: number;
}

/** Times that are made at once. */
const TIMES_AT_ONCE = 1 << 13;

export class NpzStream implements RunListener {
  readonly spikes: SpikeSink;
  private readonly times: Spool;
  private readonly owners: Spool;
  private readonly neurons: Spool;
  private readonly probes: readonly WrittenProbe[];
  private readonly rows: readonly ProbeRows[];

  /** @param dt ms */
  constructor(
    openSpool: () => Spool,
    private readonly populations: readonly PopulationRange[],
    private readonly dt: number,
    { probes = [], spikesOf }: StreamOptions = {},
  ) {
    [this.times, this.owners, this.neurons] = [openSpool(), openSpool(), openSpool()];
    this.probes = probes;
    this.rows = probes.map(() => ({ values: openSpool(), fromStep: -1, count: 0 }));
    this.spikes = spikesOnlyOf(spikesOf, (step, ids, count) => this.add(step, ids, count));
  }

  probed(probe: number, step: number, values: Float64Array): void {
    if (probe >= this.rows.length) return;
    const rows = this.rows[probe];
    rows.values.write(toLittleEndian(values.slice()));
    if (rows.count++ === 0) rows.fromStep = step;
  }

  /** @throws EquipoiseError `npz-too-large` */
  file(): Generator<Uint8Array> {
    const spikes = [
      spooled("spikes.time_ms", "<f8", [this.times.length / 8], this.times),
      spooled("spikes.population", "<u4", [this.owners.length / 4], this.owners),
      spooled("spikes.neuron", "<u4", [this.neurons.length / 4], this.neurons),
    ];
    const names = npyText(
      "populations",
      this.populations.map(({ name }) => name),
    );
    const taken = new Set<string>();
    return npzFile([names, ...spikes, ...this.probes.flatMap((probe, k) => this.arraysOf(probe, k, taken))]);
  }

  close(): void {
    const { times, owners, neurons } = this;
    for (const spool of [times, owners, neurons, ...this.rows.map(({ values }) => values)]) spool.close();
  }

  private add(step: number, ids: Uint32Array, count: number): void {
    const owners = new Uint32Array(count);
    const neurons = new Uint32Array(count);
    // Ids ascend, and populations tile them.
    let owner = 0;
    for (let k = 0; k < count; k++) {
      while (ids[k] >= this.populations[owner].first + this.populations[owner].size) owner++;
      owners[k] = owner;
      neurons[k] = ids[k] - this.populations[owner].first;
    }
    this.times.write(toLittleEndian(new Float64Array(count).fill(endOfStep(step, this.dt))));
    this.owners.write(toLittleEndian(owners));
    this.neurons.write(toLittleEndian(neurons));
  }

  private arraysOf(probe: WrittenProbe, k: number, taken: Set<string>): NpzArray[] {
    const { population, variable, neurons, unit, period } = probe;
    const { values, fromStep, count } = this.rows[k];
    const times = (row: number) => endOfStep(fromStep + row * period, this.dt);
    const name = freeName(`${population.replace(/[/\\]/g, "_")}.${variable}`, taken);
    return [
      spooled(name, "<f8", [count, neurons.length], values),
      { name: `${name}.time_ms`, type: "<f8", shape: [count], length: 8 * count, pieces: () => floats(count, times) },
      npyCounts(`${name}.neuron`, neurons),
      npyText(`${name}.unit`, unit),
    ];
  }
}

/** An array whose bytes lie in a spool. */
export function spooled(name: string, type: string, shape: readonly number[], spool: Spool): NpzArray {
  return { name, type, shape, length: spool.length, pieces: () => spool.pieces() };
}

function* floats(count: number, value: (k: number) => number): Generator<Uint8Array> {
  for (let from = 0; from < count; from += TIMES_AT_ONCE) {
    const length = Math.min(TIMES_AT_ONCE, count - from);
    yield toLittleEndian(Float64Array.from({ length }, (_, k) => value(from + k)));
  }
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let k = 2; taken.has(free); k++) free = `${name}.${k}`;
  taken.add(free);
  return free;
}
