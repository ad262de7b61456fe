/**
 * What probes read as CSV: time_ms,population,neuron,variable,unit,value — the end of the step, ids local to the population, one row a
 * value. Rows come in the order in which they were read: by time, the input currents, which are rebuilt after the run, at the end.
 */
import { quoted } from "./csv.js";
import { type Probe } from "../description/probe.js";
import { endOfStep } from "./recorded-probe.js";

export class ProbeCsv {
  static readonly header = "time_ms,population,neuron,variable,unit,value\n";
  private readonly before: readonly string[];
  private readonly after: readonly string[];

  /** @param dt ms */
  constructor(
    private readonly probes: readonly (Probe & { readonly unit: string })[],
    private readonly dt: number,
  ) {
    this.before = probes.map(({ population }) => quoted(population));
    this.after = probes.map(({ variable, unit }) => `${variable},${quoted(unit)}`);
  }

  /** @param probe its index */
  rows(probe: number, step: number, values: Float64Array): string {
    const { neurons } = this.probes[probe];
    const time = endOfStep(step, this.dt);
    let rows = "";
    for (let k = 0; k < values.length; k++)
      rows += `${time},${this.before[probe]},${neurons[k]},${this.after[probe]},${values[k]}\n`;
    return rows;
  }
}
