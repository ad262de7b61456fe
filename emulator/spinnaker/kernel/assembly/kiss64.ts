// Marsaglia's KISS64 (src/numerics/mars-kiss.ts) with its four words x, y, z, c in memory.

/** Draws a word and moves the state on. */
// @ts-ignore: decorator
@inline
export function kiss64(state: usize): u32 {
  const x: u32 = 314527869 * load<u32>(state) + 1234567;
  let y = load<u32>(state, 4);
  y ^= y << 5;
  y ^= y >> 7;
  y ^= y << 22;
  const t = <u64>4294584393 * <u64>load<u32>(state, 8) + <u64>load<u32>(state, 12);
  store<u32>(state, x);
  store<u32>(state, y, 4);
  store<u64>(state, t, 8);
  return x + y + <u32>t;
}
