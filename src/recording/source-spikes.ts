/**
 * The spikes of a network's own sources as a .npz file, played over again: a source's spikes are a function of its seed, its stream and
 * the step (src/network/source-player.ts), so that what ran need not have kept them.
 *
 *   sources                                             names
 *   spikes.time_ms, spikes.source, spikes.neuron        by spike: end of its step, index into sources, which of the source's, from 0
 */
import { SourcePlayer, type PlayableSource } from "../network/source-player.js";
import { toLittleEndian } from "../program/little-endian.js";
import { spooled } from "./npz-stream.js";
import { npyText, npzFile } from "./npz.js";
import { endOfStep } from "./recorded-probe.js";
import type { Spool } from "./recording-stream.js";

export interface SourceSpikesOptions {
  readonly seed: number;
  /** ms */
  readonly dt: number;
  readonly sources: readonly PlayableSource[];
  readonly fromStep: number;
  /** Exclusive. */
  readonly toStep: number;
}

/**
 * Hands the file to `write`, piece by piece. Several spikes of a source in a step are as many entries.
 * @throws EquipoiseError `source-rate`, `npz-too-large`, and what `write` throws
 */
export function writeSourceSpikes(
  { seed, dt, sources, fromStep, toStep }: SourceSpikesOptions,
  openSpool: () => Spool,
  write: (file: Iterable<Uint8Array>) => void,
): void {
  const [times, owners, neurons] = [openSpool(), openSpool(), openSpool()];
  try {
    const player = new SourcePlayer({ seed, dt, sources });
    const counts = new Uint16Array(sources.reduce((most, { size }) => Math.max(most, size), 0));
    for (let step = fromStep; step < toStep; step++)
      sources.forEach(({ size }, s) => {
        if (!player.counts(step, s, 0, size, counts)) return;
        const ids = Array.from(counts.subarray(0, size), (count, i) => new Array<number>(count).fill(i)).flat();
        times.write(toLittleEndian(new Float64Array(ids.length).fill(endOfStep(step, dt))));
        owners.write(toLittleEndian(new Uint32Array(ids.length).fill(s)));
        neurons.write(toLittleEndian(Uint32Array.from(ids)));
      });
    const names = sources.map((source, s) => source.name ?? String(s));
    write(
      npzFile([
        npyText("sources", names),
        spooled("spikes.time_ms", "<f8", [times.length / 8], times),
        spooled("spikes.source", "<u4", [owners.length / 4], owners),
        spooled("spikes.neuron", "<u4", [neurons.length / 4], neurons),
      ]),
    );
  } finally {
    for (const spool of [times, owners, neurons]) spool.close();
  }
}
