/**
 * The sum of states that boards keep (docs/wire-protocol.md, "The sum of states"), computed on the host from what `readState` gives. The order of
 * the neurons does not matter; all arithmetic is modulo 2^32.
 */
import type { NeuronState } from "../../src/program/execution-target.js";

const STEP_FACTOR = 0x85ebca6b;
/** Of an id in the key, and of one state word in the next. */
const ID_FACTOR = 0x9e3779b1;
const LOW = 0xffff;

/** Gives every (step, neuron) a number of its own. */
function keyOf(step: number, id: number): number {
  const x = (Math.imul(step, STEP_FACTOR) + Math.imul(id, ID_FACTOR)) >>> 0;
  return (x ^ (x >>> 15)) >>> 0;
}

/** What one neuron of the SpiNNaker family adds: its words as TRACE shows them after the tick. */
export function spinnakerTerm(
  step: number,
  id: number,
  v: number,
  excitatory: number,
  inhibitory: number,
  refractory: number,
): number {
  const words = [refractory, inhibitory, excitatory, v].reduce((sum, word) => (Math.imul(sum, ID_FACTOR) + word) | 0);
  return Math.imul(keyOf(step, id) | 1, words) >>> 0;
}

/** What one neuron of the Loihi family adds: u and v of 24 bits, refractory of 6, as stored after the step. */
export function loihiTerm(step: number, id: number, u: number, v: number, refractory: number): number {
  const k = keyOf(step, id);
  const upper = (((v >> 16) & 0xff) << 8) | ((u >> 16) & 0xff);
  const rotated = ((k & 0xff) << 8) | (k >>> 24);
  return (
    (Math.imul((k & LOW) | 1, u & LOW) +
      Math.imul((k >>> 16) | 1, v & LOW) +
      Math.imul(((k >>> 8) & LOW) | 1, upper) +
      Math.imul(rotated | 1, refractory)) >>>
    0
  );
}

/**
 * Sums the state of neurons 0 … n-1 after a step; add what it gives step by step, modulo 2^32. Which family it is of is told by the state:
 * chips that hold excitatory and inhibitory currents apart are of the SpiNNaker family.
 */
export function stateSumOfStep(step: number, { u, v, refractory, excitatory, inhibitory }: NeuronState): number {
  let sum = 0;
  if (excitatory !== undefined && inhibitory !== undefined)
    for (let id = 0; id < v.length; id++)
      sum = (sum + spinnakerTerm(step, id, v[id], excitatory[id], inhibitory[id], refractory[id])) >>> 0;
  else for (let id = 0; id < v.length; id++) sum = (sum + loihiTerm(step, id, u[id], v[id], refractory[id])) >>> 0;
  return sum;
}
