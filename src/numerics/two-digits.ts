/** Numbers of two digits for advice: rounded to the side on which following the advice helps. */

function twoDigits(x: number, round: (x: number) => number): number {
  if (!(x > 0) || !Number.isFinite(x)) return x;
  const exponent = Number(x.toExponential().split("e")[1]) - 1;
  // Numbers that have two digits stay, whatever binary arithmetic makes of the quotient.
  return Number(`${round(Number((x / 10 ** exponent).toPrecision(12)))}e${exponent}`);
}

/** The largest number of two digits that is not above `x` > 0. */
export const twoDigitsBelow = (x: number): number => twoDigits(x, Math.floor);

/** The smallest number of two digits that is not below `x` > 0. */
export const twoDigitsAbove = (x: number): number => twoDigits(x, Math.ceil);
