// Planes of bits: the carry-save adders that count into them (Harley and Seal), and the squares of bits by which counts come out again.

export let carry = i32x4.splat(0);

/** Full adder of bits: gives the sums, and leaves the carries in `carry`. */
// @ts-ignore: decorator
@inline
export function add3(a: v128, b: v128, c: v128): v128 {
  const either = v128.xor(a, b);
  carry = v128.or(v128.and(a, b), v128.and(either, c));
  return v128.xor(either, c);
}

// @ts-ignore: decorator
@inline
function turn(x: v128, by: i32, mask: u64): v128 {
  const t = v128.and(v128.xor(x, i64x2.shr_u(x, by)), i64x2.splat(mask));
  return v128.xor(x, v128.xor(t, i64x2.shl(t, by)));
}

/** Transposes two squares of 8 × 8 bits: bit c of byte p becomes bit p of byte c. */
// @ts-ignore: decorator
@inline
export function transposed(x: v128): v128 {
  return turn(turn(turn(x, 7, 0x00aa00aa00aa00aa), 14, 0x0000cccc0000cccc), 28, 0x00000000f0f0f0f0);
}

/** The bits of a and b that are to change places: those of a, moved by `by` to the right, and those of b that the mask has. */
// @ts-ignore: decorator
@inline
function differing(a: v128, b: v128, by: i32, mask: i32): v128 {
  return v128.and(v128.xor(i32x4.shr_u(a, by), b), i32x4.splat(mask));
}

/** What a is when its bits above have changed places with those of b below. Each byte of the mask is below 2^by. */
// @ts-ignore: decorator
@inline
export function exchangedUpper(a: v128, b: v128, by: i32, mask: i32): v128 {
  return v128.xor(a, i32x4.shl(differing(a, b, by, mask), by));
}

/** What b is then. */
// @ts-ignore: decorator
@inline
export function exchangedLower(a: v128, b: v128, by: i32, mask: i32): v128 {
  return v128.xor(b, differing(a, b, by, mask));
}

// @ts-ignore: decorator
@inline
export function lowBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline
export function highBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

// @ts-ignore: decorator
@inline
export function lowWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
}

// @ts-ignore: decorator
@inline
export function highWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
}

// @ts-ignore: decorator
@inline
export function lowPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
}

// @ts-ignore: decorator
@inline
export function highPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
}
