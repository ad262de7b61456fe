/** Numbers of few digits for bounds and advice: rounded to the side on which what is said of them stays true. */

function rounded(x: number, digits: number, round: (x: number) => number): number {
  if (!(x > 0) || !Number.isFinite(x)) return x;
  const exponent = Number(x.toExponential().split("e")[1]) - (digits - 1);
  // Numbers that have so few digits stay, whatever binary arithmetic makes of the quotient.
  const scaled = exponent < 0 ? x * 10 ** -exponent : x / 10 ** exponent;
  return Number(`${round(Number(scaled.toPrecision(12)))}e${exponent}`);
}

/** Rounds to the smallest number of so many digits that is not below `x` > 0: for "at most". */
export const digitsAbove = (x: number, digits: number): number => rounded(x, digits, Math.ceil);

/** Rounds to the largest number of so many digits that is not above `x` > 0: for "at least". */
export const digitsBelow = (x: number, digits: number): number => rounded(x, digits, Math.floor);

/** Three digits that are not below `x`, for the largest of some values; whole numbers stay whole. */
export function atMost(x: number): number {
  return Number.isInteger(x) ? x : digitsAbove(x, 3);
}

/** As `digitsAbove`, to so many places after the point: not below what a column of such numbers shows. */
export function decimalsAbove(x: number, places: number): string {
  return (Math.ceil(Number((x * 10 ** places).toPrecision(12))) / 10 ** places).toFixed(places);
}

/** The largest number of two digits that is not above `x` > 0. */
export const twoDigitsBelow = (x: number): number => digitsBelow(x, 2);

/** The smallest number of two digits that is not below `x` > 0. */
export const twoDigitsAbove = (x: number): number => digitsAbove(x, 2);
