/** Spikes as CSV: time_ms,node_id,population — the end of the step in which the neuron fired, ids local to the population. */
import type { Recording } from "./recording.js";

export function* spikesAsCsv(recording: Recording): Generator<string> {
  yield "time_ms,node_id,population\n";
  const populations = recording.populations;
  const quoted = populations.map((p) => (/[",\n\r]/.test(p.name) ? `"${p.name.replaceAll('"', '""')}"` : p.name));
  let chunk = "";
  for (let i = 0; i < recording.spikeIds.length; i++) {
    const id = recording.spikeIds[i];
    const index = populations.findIndex((p) => id >= p.first && id < p.first + p.size);
    const time = Number(((recording.spikeSteps[i] + 1) * recording.dt).toFixed(6));
    chunk += `${time},${id - populations[index].first},${quoted[index]}\n`;
    if (chunk.length > 1 << 16) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}
