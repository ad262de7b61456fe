/**
 * Draws connections as the machine's synapse expander does. Every synapse draws its weight, then its delay, from the stream of the core;
 * who is connected is drawn from the same stream, or, where all cores of a population must agree, from the population's.
 *
 *   all_to_all, one_to_one   no draws
 *   fixed_probability        for each source, for each target: u < p
 *   fixed_number_pre         for each target: with replacement, retried up to ten times; without, by a reservoir
 *   fixed_number_post        for each source, of the population's stream: every core draws all, and keeps its own
 *   fixed_total_number       likewise
 * A uniform below n is (u & 0x7fff)·n >> 15 for the numbers, (u·n) >> 32 for the total.
 * Source: sPyNNaker, neural_modelling/src/synapse_expander/connection_generators.
 */
import type { Kiss64 } from "../../../numerics/mars-kiss.js";
import { mulHigh } from "../../../numerics/wide-multiply.js";
import { notDone, type WordReader } from "./word-reader.js";

export interface ConnectionRange {
  /** Sources and targets of the projection, counted in their populations, both ends included. */
  readonly preLow: number;
  readonly preHigh: number;
  readonly postLow: number;
  readonly postHigh: number;
  /** Targets on this core. */
  readonly sliceStart: number;
  readonly sliceCount: number;
}

export interface ConnectionRandom {
  readonly core: Kiss64;
  readonly population: Kiss64;
}

/** A synapse whose weight and delay have been drawn; false where its row is full. */
type Placing = (pre: number, target: number) => boolean;

/** Draws weight and delay of one synapse, then tells where it may be put. */
export type Draw = () => Placing;

/** Calls `draw` for every synapse of the core, in the machine's order. @returns whether the machine would go on */
export type ConnectionGenerator = (range: ConnectionRange, draw: Draw) => boolean;

/** By the number that sPyNNaker gives to each. */
const NAMES = [
  "OneToOneConnector",
  "AllToAllConnector",
  "FixedProbabilityConnector",
  "FixedTotalNumberConnector",
  "FixedNumberPreConnector",
  "FixedNumberPostConnector",
  "KernelConnector",
  "AllButMeConnector",
  "OneToOneOffsetConnector",
];
const MOST_RETRIES = 10;

/** @throws EquipoiseError `spynnaker-not-done` for a connector that is none of these */
export function connectionGenerator(
  id: number,
  parameters: WordReader,
  { core, population }: ConnectionRandom,
): ConnectionGenerator {
  switch (id) {
    case 0:
      return oneToOne;
    case 1: {
      const self = parameters.word() !== 0;
      return (range, draw) => allToAll(range, self, draw);
    }
    case 2: {
      const self = parameters.word() !== 0;
      const probability = parameters.word();
      return (range, draw) => fixedProbability(range, self, () => core.next() < probability, draw);
    }
    case 3:
    case 4:
    case 5: {
      const self = parameters.word() !== 0;
      const replacement = parameters.word() !== 0;
      const count = parameters.word();
      if (id === 4) return (range, draw) => fixedNumberPre(range, { self, replacement, count }, core, draw);
      if (id === 5) return (range, draw) => fixedNumberPost(range, { self, replacement, count }, population, draw);
      return (range, draw) => fixedTotal(range, { self, replacement, count }, { core, population }, draw);
    }
    default:
      return notDone(
        parameters.what,
        `the connector ${NAMES[id] ?? `number ${id}`} is left to the machine, and is not done here`,
        "write its connections out as a FromListConnector",
      );
  }
}

/** Targets of the projection on this core. */
function targets({ postLow, postHigh, sliceStart, sliceCount }: ConnectionRange): { from: number; to: number } {
  return { from: Math.max(sliceStart, postLow), to: Math.min(sliceStart + sliceCount - 1, postHigh) };
}

function oneToOne(range: ConnectionRange, draw: Draw): boolean {
  const { preLow, preHigh, postLow, sliceStart } = range;
  const { from, to } = targets(range);
  for (let post = from; post <= to; post++) {
    const pre = preLow + post - postLow;
    if (pre > preHigh) break;
    if (!draw()(pre, post - sliceStart)) return false;
  }
  return true;
}

function allToAll(range: ConnectionRange, self: boolean, draw: Draw): boolean {
  const { preLow, preHigh, sliceStart } = range;
  const { from, to } = targets(range);
  for (let pre = preLow; pre <= preHigh; pre++) {
    for (let post = from; post <= to; post++)
      if ((self || pre !== post) && !draw()(pre, post - sliceStart)) return false;
  }
  return true;
}

function fixedProbability(range: ConnectionRange, self: boolean, connects: () => boolean, draw: Draw): boolean {
  const { preLow, preHigh, sliceStart } = range;
  const { from, to } = targets(range);
  for (let pre = preLow; pre <= preHigh; pre++) {
    for (let post = from; post <= to; post++)
      // What does not fit its row is dropped, by the machine too.
      if ((self || pre !== post) && connects()) draw()(pre, post - sliceStart);
  }
  return true;
}

interface Numbers {
  readonly self: boolean;
  readonly replacement: boolean;
  readonly count: number;
}

function below(random: Kiss64, range: number): number {
  return Math.imul(random.next() & 0x7fff, range) >>> 15;
}

/**
 * `count` of the numbers 0..values-1, without replacement; `not` is left out (undefined: nothing is).
 * The first `count` numbers, each later one j put in the place of a random one with probability count/(j + 1).
 */
function reservoir(random: Kiss64, count: number, values: number, not: number | undefined): number[] {
  const chosen = Array.from({ length: count }, (_, j) => (j === not ? count : j));
  for (let j = not !== undefined && not < count ? count + 1 : count; j < values; j++) {
    if (j === not) continue;
    const place = below(random, j + 1);
    if (place < count) chosen[place] = j;
  }
  return chosen;
}

function fixedNumberPre(range: ConnectionRange, numbers: Numbers, random: Kiss64, draw: Draw): boolean {
  const { preLow, preHigh, sliceStart } = range;
  const { self, replacement, count } = numbers;
  const values = preHigh - preLow + 1;
  const { from, to } = targets(range);
  for (let post = from; post <= to; post++) {
    const target = post - sliceStart;
    if (replacement) {
      for (let j = 0; j < count; j++)
        if (!placed(draw(), target, () => preLow + below(random, values), self ? undefined : post)) return false;
    } else {
      const chosen = reservoir(random, count, values, self ? undefined : post);
      for (const j of chosen) draw()((preLow + j) & 0xffff, target);
    }
  }
  return true;
}

/** Tries sources until one has room. @param not a source that is left out, and does not count as a try */
function placed(place: Placing, target: number, next: () => number, not: number | undefined): boolean {
  for (let tries = 0; tries < MOST_RETRIES;) {
    const pre = next();
    if (pre === not) continue;
    if (place(pre, target)) return true;
    tries++;
  }
  return false;
}

function fixedNumberPost(range: ConnectionRange, numbers: Numbers, random: Kiss64, draw: Draw): boolean {
  const { preLow, preHigh, postLow, postHigh, sliceStart, sliceCount } = range;
  const { self, replacement, count } = numbers;
  const values = postHigh - postLow + 1;
  const isHere = (post: number) => post >= sliceStart && post < sliceStart + sliceCount;
  for (let pre = preLow; pre <= preHigh; pre++) {
    if (replacement) {
      for (let j = 0; j < count; j++) {
        let post: number;
        do post = postLow + below(random, values);
        while (!self && post === pre);
        if (isHere(post) && !draw()(pre, post - sliceStart)) return false;
      }
    } else {
      const chosen = reservoir(random, count, values, self ? undefined : pre);
      for (const j of chosen) if (isHere(postLow + j) && !draw()(pre, postLow + j - sliceStart)) return false;
    }
  }
  return true;
}

function fixedTotal(range: ConnectionRange, numbers: Numbers, random: ConnectionRandom, draw: Draw): boolean {
  const { preLow, preHigh, postLow, postHigh, sliceStart, sliceCount } = range;
  const { self, replacement, count } = numbers;
  const pres = preHigh - preLow + 1;
  const posts = postHigh - postLow + 1;
  const isHere = (post: number) => post >= sliceStart && post < sliceStart + sliceCount;
  if (replacement) {
    for (let k = 0; k < count; k++) {
      const post = postLow + mulHigh(random.population.next(), posts);
      if (!isHere(post)) continue;
      const next = () => preLow + mulHigh(random.core.next(), pres);
      if (!placed(draw(), post - sliceStart, next, self ? undefined : post)) return false;
    }
    return true;
  }
  // Pairs in the order of targets, sources first; the reservoir is of pairs.
  const chosen: { pre: number; post: number }[] = [];
  let pair = { pre: preLow, post: postLow };
  const onward = () => {
    const step = ({ pre, post }: typeof pair) =>
      pre < preHigh ? { pre: pre + 1, post } : { pre: preLow, post: post + 1 };
    pair = step(pair);
    if (!self && pair.pre === pair.post) pair = step(pair);
  };
  for (let k = 0; k < count; k++, onward()) chosen.push(pair);
  for (let k = count; pair.post <= postHigh; k++, onward()) {
    const place = mulHigh(random.population.next(), k + 1);
    if (place < count) chosen[place] = pair;
  }
  return chosen.every(({ pre, post }) => !isHere(post) || draw()(pre, post - sliceStart));
}
