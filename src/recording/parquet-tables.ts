/**
 * A run as two Parquet tables, written as it goes on: of spikes, a row each, and of what probes read, a row a value. Rows come in the order of
 * the CSV files; `neuron` counts from the first of its population, `id` over all populations, and times are of the end of the step.
 *
 *   spikes   step, time_ms, population, neuron, id
 *   probes   step, time_ms, population, neuron, id, variable, unit, value
 */
import { ParquetTable, ROWS_OF_GROUP, type ParquetField } from "../arrays/parquet.js";
import type { SpikeSink } from "../program/execution-target.js";
import type { RunListener } from "./follow.js";
import { endOfStep } from "./recorded-probe.js";
import type { RecordedPopulation } from "./recording.js";
import type { StreamOptions, WrittenProbe } from "./recording-stream.js";
import { spikesOnlyOf } from "./spikes-only-of.js";

const OF_NEURON: readonly ParquetField[] = [
  { name: "step", type: "uint32" },
  { name: "time_ms", type: "double" },
  { name: "population", type: "string" },
  { name: "neuron", type: "uint32" },
  { name: "id", type: "uint32" },
];

/** Gathers rows to groups, so that memory has one group at most. */
class Rows {
  private readonly table: ParquetTable;
  private readonly columns: (number | string)[][];

  constructor(fields: readonly ParquetField[], write: (bytes: Uint8Array) => void) {
    this.table = new ParquetTable(fields, write);
    this.columns = fields.map(() => []);
  }

  add(...row: (number | string)[]): void {
    for (const [k, value] of row.entries()) this.columns[k].push(value);
    if (this.columns[0].length === ROWS_OF_GROUP) this.flush();
  }

  finish(): void {
    this.flush();
    this.table.finish();
  }

  private flush(): void {
    this.table.add(this.columns);
    for (const column of this.columns) column.length = 0;
  }
}

export class SpikeParquet implements RunListener {
  readonly spikes: SpikeSink;
  private readonly rows: Rows;

  /** @param dt ms @param write gets the file, piece by piece */
  constructor(
    populations: readonly RecordedPopulation[],
    dt: number,
    write: (bytes: Uint8Array) => void,
    { spikesOf }: Pick<StreamOptions, "spikesOf"> = {},
  ) {
    this.rows = new Rows(OF_NEURON, write);
    this.spikes = spikesOnlyOf(spikesOf, (step, ids, count) => {
      const time = endOfStep(step, dt);
      // Ids ascend, and populations tile them.
      let owner = 0;
      for (let k = 0; k < count; k++) {
        const id = ids[k];
        while (id >= populations[owner].first + populations[owner].size) owner++;
        this.rows.add(step, time, populations[owner].name, id - populations[owner].first, id);
      }
    });
  }

  /** Writes the end of the file, once. */
  finish(): void {
    this.rows.finish();
  }
}

export class ProbeParquet implements RunListener {
  readonly spikes: SpikeSink = () => {};
  private readonly rows: Rows;
  private readonly first: readonly number[];

  /** @param dt ms @param probes the first of those that the run follows; the others are not written @param write as of `SpikeParquet` */
  constructor(
    populations: readonly RecordedPopulation[],
    private readonly probes: readonly WrittenProbe[],
    private readonly dt: number,
    write: (bytes: Uint8Array) => void,
  ) {
    const more: readonly ParquetField[] = [
      { name: "variable", type: "string" },
      { name: "unit", type: "string" },
      { name: "value", type: "double" },
    ];
    this.rows = new Rows([...OF_NEURON, ...more], write);
    this.first = probes.map(({ population }) => populations.find(({ name }) => name === population)?.first ?? 0);
  }

  probed(probe: number, step: number, values: Float64Array): void {
    if (probe >= this.probes.length) return;
    const { population, neurons, variable, unit } = this.probes[probe];
    const time = endOfStep(step, this.dt);
    for (let k = 0; k < values.length; k++)
      this.rows.add(step, time, population, neurons[k], this.first[probe] + neurons[k], variable, unit, values[k]);
  }

  finish(): void {
    this.rows.finish();
  }
}
