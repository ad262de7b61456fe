// Where the arrays of a kernel lie and what they are made for; ../wasm-arrays.ts writes the table in this order.

/** Compartments; and entries of a slot, padded to whole vectors. */
export let n: u32 = 0;
export let stride: u32 = 0;
export let slotMask: u32 = 0;
/** What one unit of a narrow slot is worth; 0: there are no narrow slots. */
export let unit: i32 = 0;
export let singleWrap: bool = false;
export let uBits: i32 = 0;
export let vBits: i32 = 0;
export let accumulatorBits: i32 = 0;
export let inputShift: i32 = 0;
export let decayBits: i32 = 0;
export let populations: u32 = 0;
/** Targets of lists have 32 bits, not 16. */
export let longTargets: bool = false;
/** Bytes of a row of a bitmap. */
export let bitmapBytes: usize = 0;
/** The rows of a step's spikes are added one delay after the other. */
export let byDelay: bool = false;
export let firstDelay: u32 = 0;
export let lastDelay: u32 = 0;
/** Spikes whose rows are taken together. */
export let atOnce: u32 = 0;

export let u: usize = 0;
export let v: usize = 0;
export let refractory: usize = 0;
export let uFactor: usize = 0;
export let vFactor: usize = 0;
export let bias: usize = 0;
export let threshold: usize = 0;
export let vmin: usize = 0;
export let vmax: usize = 0;
export let refractoryPeriod: usize = 0;
export let population: usize = 0;
export let counters: usize = 0;
export let lossCounts: usize = 0;
export let lossAmounts: usize = 0;
export let lossPeaks: usize = 0;
/** 0: no core has any. */
export let noiseU: usize = 0;
export let noiseV: usize = 0;
export let fired: usize = 0;
export let firedCount: usize = 0;

/** Input of step s at slot s & slotMask: its sum is narrow[] · unit + wide[]; the stages follow the wide slots. */
export let narrow: usize = 0;
export let wide: usize = 0;
/** Whether the wide half of a slot holds anything. */
export let slotUsed: usize = 0;
export let stages: usize = 0;
export let openStages: usize = 0;
export let stageOpen: usize = 0;

export let ids: usize = 0;
export let rowStart: usize = 0;
export let rowEvents: usize = 0;
export let runs: usize = 0;
/** Where the lists of a row begin in `lists`. */
export let rowLists: usize = 0;
/** Of each spike of a step, the address of the next run and of the end of its row. */
export let cursors: usize = 0;
export let lists: usize = 0;
export let bitmap: usize = 0;
export let classes: usize = 0;
export let classRows: usize = 0;
export let planes: usize = 0;
export let counts: usize = 0;

let next: usize = 0;

function word(): u32 {
  const value = load<u32>(next);
  next += 4;
  return value;
}

/** Reads the table; to be called once, before all else. */
export function bind(table: usize): void {
  next = table;
  n = word();
  stride = word();
  slotMask = word();
  unit = word();
  singleWrap = word() != 0;
  uBits = word();
  vBits = word();
  accumulatorBits = word();
  inputShift = word();
  decayBits = word();
  populations = word();
  longTargets = word() != 0;
  bitmapBytes = word();
  byDelay = word() != 0;
  firstDelay = word();
  lastDelay = word();
  atOnce = word();
  u = word();
  v = word();
  refractory = word();
  uFactor = word();
  vFactor = word();
  bias = word();
  threshold = word();
  vmin = word();
  vmax = word();
  refractoryPeriod = word();
  population = word();
  counters = word();
  lossCounts = word();
  lossAmounts = word();
  lossPeaks = word();
  noiseU = word();
  noiseV = word();
  fired = word();
  firedCount = word();
  narrow = word();
  wide = word();
  slotUsed = word();
  stages = word();
  openStages = word();
  stageOpen = word();
  ids = word();
  rowStart = word();
  rowEvents = word();
  runs = word();
  rowLists = word();
  cursors = word();
  lists = word();
  bitmap = word();
  classes = word();
  classRows = word();
  planes = word();
  counts = word();
}

/** The slot of what a spike of `step` does after `delay`. */
// @ts-ignore: decorator
@inline
export function slotOf(step: u32, delay: u32): u32 {
  return (step + 1 + delay) & slotMask;
}

// @ts-ignore: decorator
@inline
export function narrowSlot(slot: u32): usize {
  return narrow + ((<usize>slot * <usize>stride) << 1);
}

// @ts-ignore: decorator
@inline
export function wideSlot(slot: u32): usize {
  return wide + ((<usize>slot * <usize>stride) << 2);
}
