// The sources of a Poisson core in one tick (../poisson-source.ts); one KISS64 stream, drawn in the order of the sources.

import { kiss64 } from "./kiss64";

/** Kinds of sources, as ../wasm-poisson.ts numbers them. */
const SILENT: u8 = 0;
const SLOW: u8 = 1;

const INTERVAL_SCALE: u32 = 1000;

/** Von Neumann's exponential variate, S16.15 (src/numerics/kiss-exponential.ts). */
function exponential(random: usize): i32 {
  let whole: i32 = 0;
  let first = kiss64(random);
  let falling = first;
  let next = kiss64(random);
  while (falling >= next) {
    falling = kiss64(random);
    if (falling >= next) {
      whole += 32768;
      first = kiss64(random);
      falling = first;
    }
    next = kiss64(random);
  }
  return whole + <i32>(first >> 17);
}

/** Thousandths of a tick until the next spike. */
function slowInterval(random: usize, meanInterval: u32): u32 {
  const scaled = <i32>((<i64>exponential(random) * <i64>(INTERVAL_SCALE << 15)) >> 15);
  return <u32>((scaled >> 15) + ((scaled >> 14) & 1)) * meanInterval;
}

/**
 * Writes the counts (u16) of `size` sources.
 * @param kinds u8 @param constants u32: mean interval of a slow source, e^-λ (U0.32) of a fast one @param times to spike (u32) of slow ones
 */
export function playPoissonCore(
  random: usize,
  size: u32,
  kinds: usize,
  constants: usize,
  times: usize,
  counts: usize,
): void {
  for (let i: usize = 0; i < <usize>size; i++) {
    const kind = load<u8>(kinds + i);
    let count: u32 = 0;
    if (kind == SLOW) {
      const meanInterval = load<u32>(constants + 4 * i);
      let time = load<u32>(times + 4 * i);
      for (; time < INTERVAL_SCALE; count++) time += slowInterval(random, meanInterval);
      store<u32>(times + 4 * i, time - INTERVAL_SCALE);
    } else if (kind != SILENT) {
      const least = load<u32>(constants + 4 * i);
      let p: u32 = <u32>((<u64>0xffffffff * <u64>kiss64(random)) >> 32);
      for (; p > least; count++) p = <u32>((<u64>p * <u64>kiss64(random)) >> 32);
    }
    store<u16>(counts + 2 * i, count);
  }
}
