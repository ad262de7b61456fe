/** The whole dynamic state of a machine as bytes (common/checkpoint-container.ts); restored, it continues with the same bits. */
import { contentHashBeginning } from "../../src/numerics/content-hash.js";
import { openCheckpoint, sealCheckpoint } from "../common/checkpoint-container.js";
import {
  countsOf,
  injectedOf,
  LAST_STEP,
  listOf,
  MOST_SPIKES_AT_ONCE,
  need,
  recordOf,
  whole,
} from "../common/checkpoint-header.js";
import { isKiss64State } from "../../src/numerics/mars-kiss.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { playedSource } from "../../src/program/played-input.js";
import { KISS64_WORDS } from "./kernel/poisson-source.js";
import type { CoreState } from "./kernel/core-state.js";
import type { MachineState, StateShape } from "./machine-state.js";
import { LARGEST_LATENESS, type MachineSpike, type MachineTotals, type SentSpike } from "./machine.js";

const MAGIC = "EQPSPIN2";
const LARGEST_WORD = 0xffffffff;

type Header = Pick<MachineState, "tick" | "totals" | "injected" | "random" | "sent">;

/** What the bytes must fit. */
export interface CheckpointFrame {
  readonly image: MachineImage;
  readonly fingerprint: ImageFingerprint;
  readonly shape: StateShape;
  /** Constants of the cores. */
  readonly cores: readonly CoreState[];
  readonly sources: number;
  readonly ticksUnderWay: number;
  readonly totalNames: readonly string[];
}

/** Of everything that decided the spikes of a machine before a tick; input that is yet to come may differ. */
export type ImageFingerprint = (tick: number) => Uint8Array;

/** Reads the cores when it is first asked, or at once where their synaptic words are to be let go. */
export function imageFingerprint(image: MachineImage, atOnce = false): ImageFingerprint {
  const { size, dt, dtRaw, rounding, seed, cores, poissonCores, hostSources, offsetChanges } = image;
  let after = atOnce ? contentHashBeginning("cores", cores) : undefined;
  return (tick) => {
    after ??= contentHashBeginning("cores", cores);
    return after({
      size,
      dt,
      dtRaw,
      rounding,
      seed,
      poissonCores,
      played: hostSources.map((source) => playedSource(source, tick)),
      offsetChanges: offsetChanges.filter((change) => change.tick < tick),
    });
  };
}

export function encodeCheckpoint(state: MachineState, fingerprint: ImageFingerprint): Uint8Array {
  const { tick, totals, injected, random, sent, cores, rings, poisson } = state;
  const header: Header = { tick, totals, injected, random, sent };
  return sealCheckpoint(MAGIC, fingerprint(tick), header, [...cores.flat(), ...rings, ...poisson]);
}

/** @throws EquipoiseError for bytes that are damaged, of another version or of another machine, or that no run of it can have written */
export function decodeCheckpoint(bytes: Uint8Array, frame: CheckpointFrame): MachineState {
  const { header, take, finish } = openCheckpoint(MAGIC, (untested) => frame.fingerprint(tickOf(untested)), bytes);
  const fields = headerOf(header, frame);
  const { shape } = frame;
  const arrays = {
    cores: shape.cores.map((lengths) => lengths.map(take)),
    rings: shape.rings.map(take),
    poisson: shape.poisson.map(take),
  };
  finish();
  validateArrays(frame, arrays, fields.tick);
  return { ...fields, ...arrays };
}

function headerOf(header: unknown, { image, cores, sources, ticksUnderWay, totalNames }: CheckpointFrame): Header {
  const fields = recordOf(header, "header fields");
  const tick = tickOf(header);
  const totals = countsOf(fields.totals, "totals", totalNames) as unknown as MachineTotals;
  const neurons = cores.reduce((sum, core) => sum + core.n, 0);
  need(
    totals.updates === tick * neurons,
    `${totals.updates} updates are not those of ${neurons} neurons in ${tick} ticks`,
  );
  const late = (value: unknown) => whole(value, "lateness of a spike", 0, LARGEST_LATENESS);
  const injected = injectedOf<MachineSpike>(fields.injected, tick, sources, (spike) => ({
    count: countOf(spike.count),
    ...(spike.late === undefined ? {} : { late: late(spike.late) }),
  }));
  const random = listOf(fields.random, "random streams");
  need(random.length === cores.length, "its random streams are not those of the cores");
  const randomWords = image.rounding === "stochastic_sat" ? KISS64_WORDS : 0;
  const sent = listOf(fields.sent, "spikes under way");
  need(
    sent.length === ticksUnderWay,
    `it has spikes under way for ${sent.length} ticks, the machine for ${ticksUnderWay}`,
  );
  return {
    tick,
    totals,
    injected,
    random: random.map((words) => randomOf(words, randomWords)),
    sent: sent.map((list) => listOf(list, "spikes under way").map((entry) => sentOf(entry, sources, late))),
  };
}

function tickOf(header: unknown): number {
  return whole(recordOf(header, "header fields").tick, "tick", 0, LAST_STEP);
}

function countOf(value: unknown): number {
  return whole(value, "count of a spike", 0, MOST_SPIKES_AT_ONCE);
}

function sentOf(entry: unknown, sources: number, late: (value: unknown) => number): SentSpike {
  const spike = listOf(entry, "spikes under way");
  need(spike.length === 3, "a spike under way is not an id, a count and a lateness");
  return [whole(spike[0], "source of a spike under way", 0, sources - 1), countOf(spike[1]), late(spike[2])];
}

function randomOf(value: unknown, length: number): number[] {
  const words = listOf(value, "random stream").map((word) => whole(word, "random stream", 0, LARGEST_WORD));
  need(
    words.length === length && (length === 0 || isKiss64State(words)),
    "its random stream is no state of the generator",
  );
  return words;
}

/** Words of the ring buffers may be anything; what follows from the program, or from the last step of an atom, may not. */
function validateArrays(
  { image, cores }: CheckpointFrame,
  saved: Pick<MachineState, "cores" | "poisson">,
  tick: number,
): void {
  const currents = currentsAt(image, tick);
  cores.forEach(({ n, model, vThreshold, vReset, refractoryPeriod }, c) => {
    const [v, excitatory, inhibitory, refractory, iOffset] = saved.cores[c];
    const { neurons, parameters } = image.cores[c];
    for (let i = 0; i < n; i++) {
      const initial = parameters.refractoryInit[parameters.refractoryInit.length === 1 ? 0 : i];
      need(
        refractory[i] >= Math.min(0, initial) && refractory[i] <= Math.max(refractoryPeriod[i], initial),
        `neuron ${neurons[i]} has ${refractory[i]} refractory steps left, of at most ${refractoryPeriod[i]}`,
      );
      need(iOffset[i] === currents[neurons[i]], `the bias current of neuron ${neurons[i]} is not the program's`);
      if (tick === 0) continue;
      need(v[i] < vThreshold[i] || v[i] === vReset[i], `v of neuron ${neurons[i]} should have been reset`);
      need(
        model !== "IF_curr_delta" || (excitatory[i] === 0 && inhibitory[i] === 0),
        `input of neuron ${neurons[i]} outlives its step`,
      );
    }
  });
  for (const words of saved.poisson)
    need(
      isKiss64State(new Uint32Array(words.buffer, words.byteOffset, words.length)),
      "its Poisson stream is no state of the generator",
    );
}

/** iOffset of every neuron when `tick` begins. */
function currentsAt({ size, cores, offsetChanges }: MachineImage, tick: number): Int32Array {
  const currents = new Int32Array(size);
  for (const { neurons, parameters } of cores)
    neurons.forEach((id, i) => (currents[id] = parameters.iOffset[parameters.iOffset.length === 1 ? 0 : i]));
  for (const change of offsetChanges)
    if (change.tick < tick) change.neurons.forEach((id, k) => (currents[id] = change.iOffset[k]));
  return currents;
}
