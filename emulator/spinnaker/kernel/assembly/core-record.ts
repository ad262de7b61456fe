// What the module knows of a core: 32-bit words, written by ../core-records.ts in the same order. Addresses are bytes of the memory.

export const CURR_EXP: i32 = 0;
export const CURR_DELTA: i32 = 1;
export const COND_EXP: i32 = 2;

export const FLOOR: i32 = 0;
export const NEAREST: i32 = 1;
export const STOCHASTIC: i32 = 2;

@unmanaged
export class CoreRecord {
  n: i32;
  model: i32;
  stepsPerTick: i32;
  rounding: i32;
  /** Ring of the first synapse core; the others follow. */
  ring: usize;
  buffers: i32;
  slotBits: i32;
  delayMask: i32;
  indexBits: i32;
  shiftExcitatory: i32;
  shiftInhibitory: i32;
  deltaScale: i32;
  /** Not 0 where four atoms may be done at a time, and up to which sums of the ring buffer and which current (../vector-limits.ts). */
  fourAtATime: i32;
  mostExcitatory: i32;
  mostInhibitory: i32;
  mostCurrent: i32;
  /** Global ids. */
  neurons: usize;
  /** Two float64: what was drained, by synapse type. */
  drained: usize;
  carries: usize;
  summed: usize;
  /** State of the KISS64 stream of stochastic rounding: x, y, z, c. */
  random: usize;

  v: usize;
  excitatory: usize;
  inhibitory: usize;
  refractory: usize;
  iOffset: usize;
  overflows: usize;

  /** An atom's place in the arrays of parameters is its place in those of the state, masked: 0 where all atoms have the same. */
  parameterMask: usize;
  vRest: usize;
  vReset: usize;
  vThreshold: usize;
  resistance: usize;
  expTC: usize;
  refractoryPeriod: usize;
  decayExcitatory: usize;
  decayInhibitory: usize;
  initExcitatory: usize;
  initInhibitory: usize;
  reversalExcitatory: usize;
  reversalInhibitory: usize;
}
