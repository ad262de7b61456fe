/** Numbers as a reader wants them: as many digits as mean something, a true minus, grouped thousands, a dash for what is not known. */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function grouped(digits: string): string {
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

function signed(text: string, negative: boolean): string {
  return negative && /[1-9]/.test(text) ? `−${text}` : text;
}

function special(x: number): string | null {
  if (Number.isNaN(x)) return "–";
  return Number.isFinite(x) ? null : x > 0 ? "∞" : "−∞";
}

/** `digits` significant digits; integers are never rounded below one million. */
export function formatNumber(x: number, digits = 3): string {
  const known = special(x);
  if (known !== null) return known;
  const size = Math.abs(x);
  if (size === 0) return "0";
  if (size >= 1e6 || size < 1e-4) {
    if (Number.isInteger(x) && size < 1e9) return signed(grouped(String(size)), x < 0);
    const [mantissa, power] = size.toExponential(digits - 1).split("e");
    const exponent = [...String(Math.abs(Number(power)))].map((d) => SUPERSCRIPTS[Number(d)]).join("");
    return signed(`${mantissa} × 10${Number(power) < 0 ? "⁻" : ""}${exponent}`, x < 0);
  }
  if (Number.isInteger(x) || size >= 10 ** digits) return signed(grouped(String(Math.round(size))), x < 0);
  return signed(size.toPrecision(digits), x < 0);
}

/** A number that somebody chose (an option, a tick): its shortest form, without zeros that claim precision. */
export function formatPlain(x: number, digits = 6): string {
  const text = formatNumber(x, digits);
  return text.includes(".") && !text.includes("×") ? text.replace(/\.?0+$/, "") : text;
}

/** Fixed decimals, so that columns of one quantity align. */
export function formatFixed(x: number, decimals: number): string {
  const known = special(x);
  if (known !== null) return known;
  const [whole, fraction] = Math.abs(x).toFixed(decimals).split(".");
  return signed(fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`, x < 0);
}

/** Like formatFixed, with a sign on positive numbers too. */
export function formatSigned(x: number, decimals: number): string {
  const text = formatFixed(x, decimals);
  return x > 0 && Number.isFinite(x) && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Decimals that resolve a tenth of `step`: what is judged by a margin is shown a little finer than the margin. */
export function decimalsFor(step: number): number {
  if (!(step > 0) || !Number.isFinite(step)) return 2;
  return Math.min(6, Math.max(0, Math.ceil(-Math.log10(step)) + 1));
}

export function formatPercent(share: number, digits = 2): string {
  const known = special(share);
  if (known !== null) return known;
  const size = Math.abs(100 * share);
  return `${size === 0 || size >= 1e-3 ? formatNumber(100 * share, size >= 100 ? 3 : digits) : "< 0.001"} %`;
}

/** Value and unit with a space that does not break; no unit, no space. */
export function withUnit(text: string, unit: string): string {
  return unit === "" ? text : `${text}\u00a0${unit}`;
}

export function formatMs(ms: number): string {
  return ms >= 1000 ? `${formatPlain(ms / 1000)}\u00a0s` : `${formatPlain(ms)}\u00a0ms`;
}
