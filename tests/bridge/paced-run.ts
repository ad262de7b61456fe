/** RUN with a period, watched by a host that asks without a pause. */
import { expect } from "vitest";
import type { LinkOptions } from "../../firmware-bridge/protocol/link-options.js";
import type { HelloReply } from "../../firmware-bridge/protocol/messages.js";
import { bytesToWords, SpikeLogReader } from "../../firmware-bridge/protocol/spike-words.js";
import { deploy } from "../../firmware-bridge/protocol/upload.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer, Transport } from "../../firmware-bridge/transport/transport.js";

export interface PacedRun {
  readonly dial: Dialer;
  readonly link: Omit<LinkOptions, "session">;
  readonly imageFor: (board: HelloReply) => Uint8Array;
  readonly periodUs: number;
  readonly steps: number;
}

export interface Paced {
  /** When the host sent RUN, likewise. */
  readonly begun: number;
  /** When the host saw each step complete, in µs of the board's time; of this machine's where the board has none of its own. */
  readonly seen: readonly number[];
  /** The longest time between two looks, µs. */
  readonly between: number;
  readonly spikes: ReadonlyMap<number, readonly number[]>;
}

/** A machine without neurons. */
export const erased = ({ imageBytes }: HelloReply): Uint8Array => new Uint8Array(imageBytes);

let sessions = 7000;

export async function pacedRun({ dial, link, imageFor, periodUs, steps }: PacedRun): Promise<Paced> {
  let line: Transport | null = null;
  const host = await deploy(async () => (line = await dial()), systemClock, { ...link, session: sessions++ }, imageFor);
  const { simulation } = line!;
  const now = () => (simulation === undefined ? 1e3 * performance.now() : 1e6 * simulation.seconds());
  const spikes = new Map<number, readonly number[]>();
  const reader = new SpikeLogReader(0, (step, ids) => spikes.set(step, [...ids]));
  const seen: number[] = [];
  let [from, between] = [0, 0];
  try {
    const begun = now();
    await host.command("RUN", { until: steps, periodUs });
    let last = now();
    for (let step = 0, head = 0; step < steps || from < head;) {
      const reply = await host.read("SPIKES", { from });
      const words = bytesToWords(reply.data);
      expect(reader.push(words)).toBe(true);
      from += words.length;
      ({ step, head } = reply);
      between = Math.max(between, now() - last);
      last = now();
      while (seen.length < step) seen.push(last);
    }
    reader.complete(steps);
    return { begun, seen, between, spikes };
  } finally {
    host.close();
  }
}
