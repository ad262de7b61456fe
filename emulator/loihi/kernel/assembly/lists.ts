// The forms of lists, ../list-forms.ts, and the words of a run, ../wasm-rows.ts: how each is added to sums of either width.

import { lists, longTargets } from "./memory";

export const RUN_BYTES: usize = 20;
/** Of the delay; that of the form follows it. */
export const DELAY: usize = 0;
const FORM: usize = 1;
/** Stage, or class of bitmaps. */
export const STAGE: usize = 4;
export const PLACE: usize = 8;
const ENTRIES: usize = 12;
export const SCALE: usize = 16;

const CONSTANT: u8 = 0;
const BYTES: u8 = 1;
const SIGNED_BYTES: u8 = 2;
const WORDS: u8 = 3;
const PAIRS: u8 = 4;
const SIGNED_PAIRS: u8 = 5;
export const BITMAP: u8 = 6;

// @ts-ignore: decorator
@inline
export function formOf(run: usize): u8 {
  return load<u8>(run, FORM);
}

// @ts-ignore: decorator
@inline
function add<Sum>(at: usize, amount: i32): void {
  store<Sum>(at, <Sum>(<i32>load<Sum>(at) + amount));
}

// @ts-ignore: decorator
@inline
function placeOf<Target, Sum>(base: usize, at: usize): usize {
  return base + (<usize>load<Target>(at) << alignof<Sum>());
}

/** Four at a time: the machine overlaps the loads of targets with the additions. Targets may repeat; the order is kept. */
// @ts-ignore: decorator
@inline
function addConstant<Target, Sum>(base: usize, list: usize, entries: usize, amount: i32): void {
  const step: usize = sizeof<Target>();
  let at = list;
  const end = list + (entries << alignof<Target>());
  for (; at + 4 * step <= end; at += 4 * step) {
    const a = placeOf<Target, Sum>(base, at);
    const b = placeOf<Target, Sum>(base, at + step);
    const c = placeOf<Target, Sum>(base, at + 2 * step);
    const d = placeOf<Target, Sum>(base, at + 3 * step);
    add<Sum>(a, amount);
    add<Sum>(b, amount);
    add<Sum>(c, amount);
    add<Sum>(d, amount);
  }
  for (; at < end; at += step) add<Sum>(placeOf<Target, Sum>(base, at), amount);
}

// @ts-ignore: decorator
@inline
function addWeighted<Target, Weight, Sum>(base: usize, list: usize, entries: usize, scale: i32): void {
  const step: usize = sizeof<Target>();
  const size: usize = sizeof<Weight>();
  let at = list;
  const end = list + (entries << alignof<Target>());
  let weight = end;
  for (; at + 4 * step <= end; at += 4 * step, weight += 4 * size) {
    const a = placeOf<Target, Sum>(base, at);
    const b = placeOf<Target, Sum>(base, at + step);
    const c = placeOf<Target, Sum>(base, at + 2 * step);
    const d = placeOf<Target, Sum>(base, at + 3 * step);
    add<Sum>(a, <i32>load<Weight>(weight) * scale);
    add<Sum>(b, <i32>load<Weight>(weight + size) * scale);
    add<Sum>(c, <i32>load<Weight>(weight + 2 * size) * scale);
    add<Sum>(d, <i32>load<Weight>(weight + 3 * size) * scale);
  }
  for (; at < end; at += step, weight += size)
    add<Sum>(placeOf<Target, Sum>(base, at), <i32>load<Weight>(weight) * scale);
}

/** The chain of additions from target to target is shorter than what the sums wait for; two bytes a synapse are what memory gives fastest. */
// @ts-ignore: decorator
@inline
function addPairs<Weight, Sum>(base: usize, list: usize, entries: usize, scale: i32): void {
  let at = list;
  let into = base;
  const end = list + (entries << 1);
  for (; at + 8 <= end; at += 8) {
    into += <usize>load<u8>(at) << alignof<Sum>();
    add<Sum>(into, <i32>load<Weight>(at, 1) * scale);
    into += <usize>load<u8>(at, 2) << alignof<Sum>();
    add<Sum>(into, <i32>load<Weight>(at, 3) * scale);
    into += <usize>load<u8>(at, 4) << alignof<Sum>();
    add<Sum>(into, <i32>load<Weight>(at, 5) * scale);
    into += <usize>load<u8>(at, 6) << alignof<Sum>();
    add<Sum>(into, <i32>load<Weight>(at, 7) * scale);
  }
  for (; at < end; at += 2) {
    into += <usize>load<u8>(at) << alignof<Sum>();
    add<Sum>(into, <i32>load<Weight>(at, 1) * scale);
  }
}

// @ts-ignore: decorator
@inline
function addForm<Target, Sum>(form: u8, base: usize, list: usize, entries: usize, scale: i32): void {
  if (form == CONSTANT) addConstant<Target, Sum>(base, list, entries, scale);
  else if (form == BYTES) addWeighted<Target, u8, Sum>(base, list, entries, scale);
  else if (form == SIGNED_BYTES) addWeighted<Target, i8, Sum>(base, list, entries, scale);
  else addWeighted<Target, i16, Sum>(base, list, entries, scale);
}

/** Adds a list. @param base where the sum of compartment 0 is, or would be @param scale what its numbers are multiplied with */
export function addList<Sum>(run: usize, base: usize, scale: i32): void {
  const list = lists + <usize>load<u32>(run, PLACE);
  const entries: usize = load<u32>(run, ENTRIES);
  const form = formOf(run);
  if (form == PAIRS) addPairs<u8, Sum>(base, list, entries, scale);
  else if (form == SIGNED_PAIRS) addPairs<i8, Sum>(base, list, entries, scale);
  else if (longTargets) addForm<u32, Sum>(form, base, list, entries, scale);
  else addForm<u16, Sum>(form, base, list, entries, scale);
}
