/**
 * Reads a Poisson core.
 *
 *   PoissonParams  has key | mask of rate changes | seconds a tick (U0.32) | ticks per ms (U16.16) | cut-offs slow, fast | first source |
 *                  sources | most spikes a tick | colour bits | seed (4) | keys
 *   Expander       rates changed | items; per item: sources | rates n | index | n times rate, start, duration (U32.32 each)
 * The host writes the cut-offs as U16.16, the core reads S16.15: it changes its algorithm at twice the rate.
 * Source: sPyNNaker 7.4.1, spike_source_poisson_machine_vertex.py and spike_source_poisson.c.
 */
import type { PoissonImage } from "../../../program/spinnaker/machine-image.js";
import { damaged, notDone, WordReader } from "./word-reader.js";

const FOREVER = 0xffffffff;
const LAST_TICK = 2 ** 32 - 1;
const FRACTION = 2 ** 32;

export interface PoissonCoreContents {
  /** Without the id of its first source. */
  readonly image: Omit<PoissonImage, "first">;
  readonly key: number | null;
  readonly colourBits: number;
  /** First source, counted in its population. */
  readonly low: number;
  /** Sources so slow that their rate has bits that the image does not keep. */
  readonly roundedRates: number;
}

export function readPoissonCore(parameters: Uint32Array, expander: Uint32Array, what: string): PoissonCoreContents {
  const reader = new WordReader(parameters, `PoissonParams of ${what}`);
  const hasKey = reader.word() !== 0;
  if (reader.word() !== 0)
    notDone(what, "the rates of its Poisson sources are changed while it runs", "give them fixed rates");
  const secondsPerTick = reader.word();
  const ticksPerMs = reader.word();
  const [slowCutoff, fastCutoff] = [reader.signed(), reader.signed()];
  const [low, size, , colourBits] = reader.take(4);
  const [x, y, z, c] = reader.take(4);
  const key = hasKey ? reader.word() : null;
  const rates: number[] = [];
  let roundedRates = 0;
  let time: { start: number; duration: number } | undefined;
  const items = new WordReader(expander, `Expander of ${what}`);
  items.word();
  for (let left = items.word(); left > 0; left--) {
    const [count, n] = items.take(3);
    if (n !== 1)
      notDone(what, `its Poisson sources have ${n} rates one after another`, "use SpikeSourcePoisson, with one");
    const [rateFraction, rateWhole, startFraction, startWhole, durationFraction, durationWhole] = items.take(6);
    const start = ticksOf(startWhole + startFraction / FRACTION, ticksPerMs);
    const duration =
      durationWhole === FOREVER ? Infinity : ticksOf(durationWhole + durationFraction / FRACTION, ticksPerMs);
    if (time !== undefined && (time.start !== start || time.duration !== duration))
      notDone(what, "its Poisson sources start or end at different times", "give each time a population of its own");
    time = { start, duration };
    if (rateWhole >= 2 ** 16) damaged(`${what} has a rate of ${rateWhole} Hz`);
    if ((rateFraction & 0xffff) !== 0) roundedRates += count;
    for (let k = 0; k < count; k++) rates.push(((rateWhole << 16) | (rateFraction >>> 16)) >>> 0);
  }
  if (rates.length !== size || time === undefined)
    damaged(`${what} has ${rates.length} rates for ${size} Poisson sources`);
  const { start, duration } = time;
  const same = rates.every((rate) => rate === rates[0]);
  return {
    image: {
      size,
      rates: Uint32Array.from(same ? rates.slice(0, 1) : rates),
      startTick: start,
      stopTick: Math.min(start + duration, LAST_TICK),
      seed: [x, y, z, c],
      secondsPerTick,
      ticksPerMs,
      slowCutoff,
      fastCutoff,
    },
    key,
    colourBits,
    low,
    roundedRates,
  };
}

/** Half up, as the core does. @param ticksPerMs U16.16 */
function ticksOf(ms: number, ticksPerMs: number): number {
  return Math.floor((ms * ticksPerMs) / 2 ** 16 + 0.5);
}
