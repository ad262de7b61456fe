/** Spikes as CSV: time_ms,node_id,population — the end of the step in which the neuron fired, ids local to the population. */
import { endOfStep } from "./recorded-probe.js";
import type { RecordedPopulation, Recording } from "./recording.js";

/** A cell of text. */
export function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows as they come; UTF-8. */
export class SpikeCsv {
  static readonly header = "time_ms,node_id,population\n";
  private readonly quoted: readonly string[];

  /** @param dt ms */
  constructor(
    private readonly populations: readonly RecordedPopulation[],
    private readonly dt: number,
  ) {
    this.quoted = populations.map(({ name }) => quoted(name));
  }

  rows(step: number, ids: ArrayLike<number>, count: number): string {
    const { populations, quoted, dt } = this;
    const time = endOfStep(step, dt);
    let rows = "";
    for (let k = 0; k < count; k++) {
      const id = ids[k];
      const index = populations.findIndex((p) => id >= p.first && id < p.first + p.size);
      rows += `${time},${id - populations[index].first},${quoted[index]}\n`;
    }
    return rows;
  }
}

export function* spikesAsCsv(recording: Recording): Generator<string> {
  yield SpikeCsv.header;
  const csv = new SpikeCsv(recording.populations, recording.dt);
  let chunk = "";
  for (let i = 0; i < recording.spikeIds.length; i++) {
    chunk += csv.rows(recording.spikeSteps[i], [recording.spikeIds[i]], 1);
    if (chunk.length > 1 << 16) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}
