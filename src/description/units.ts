/**
 * Units and physical dimensions.
 *
 * Values are held in the coherent system ms, mV, pA, deg: then pF = pA·ms/mV, nS = pA/mV, fC = pA·ms and GOhm = mV/pA
 * need no factor, and only Hz (= 10⁻³ / ms) does. A unit is a value in that system, written as a ratio of two integers so
 * that "0.1 nA" is exactly 100 pA.
 */

/** Exponents of time, voltage, current, angle. */
export type Dimension = readonly [time: number, voltage: number, current: number, angle: number];

export interface Quantity {
  /** In ms, mV, pA, deg and their products. */
  readonly value: number;
  readonly dimension: Dimension;
}

export const DIMENSIONLESS: Dimension = [0, 0, 0, 0];
const TIME: Dimension = [1, 0, 0, 0];
const VOLTAGE: Dimension = [0, 1, 0, 0];
const CURRENT: Dimension = [0, 0, 1, 0];
const ANGLE: Dimension = [0, 0, 0, 1];
const CAPACITANCE: Dimension = [1, -1, 1, 0];
const CONDUCTANCE: Dimension = [0, -1, 1, 0];
const RESISTANCE: Dimension = [0, 1, -1, 0];
const CHARGE: Dimension = [1, 0, 1, 0];
const FREQUENCY: Dimension = [-1, 0, 0, 0];

interface Unit {
  readonly multiply: number;
  readonly divide: number;
  readonly dimension: Dimension;
}

const PREFIXES: readonly (readonly [string, number])[] = [
  ["G", 9],
  ["M", 6],
  ["k", 3],
  ["", 0],
  ["m", -3],
  ["u", -6],
  ["µ", -6],
  ["μ", -6],
  ["n", -9],
  ["p", -12],
  ["f", -15],
];

/** Every prefix of `symbol`, whose plain form is 10^exponent in the coherent system. */
function family(symbol: string, dimension: Dimension, exponent: number, prefixes: string): [string, Unit][] {
  return PREFIXES.filter(([prefix]) => prefix === "" || prefixes.includes(prefix)).map(([prefix, p]) => {
    const e = p + exponent;
    return [prefix + symbol, { multiply: e > 0 ? 10 ** e : 1, divide: e < 0 ? 10 ** -e : 1, dimension }];
  });
}

const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...family("s", TIME, 3, "muµμn"),
  ...family("V", VOLTAGE, 3, "muµμn"),
  ...family("A", CURRENT, 12, "muµμnpf"),
  ...family("F", CAPACITANCE, 12, "muµμnpf"),
  ...family("S", CONDUCTANCE, 9, "muµμnpf"),
  ...family("Ohm", RESISTANCE, -9, "GMkm"),
  ...family("Ω", RESISTANCE, -9, "GMkm"),
  ...family("C", CHARGE, 15, "muµμnpf"),
  ...family("Hz", FREQUENCY, -3, "Mkm"),
  ["deg", { multiply: 1, divide: 1, dimension: ANGLE }],
  ["rad", { multiply: 180, divide: Math.PI, dimension: ANGLE }],
]);

export function isUnit(symbol: string): boolean {
  return UNITS.has(symbol);
}

export const UNIT_SYMBOLS: readonly string[] = [...UNITS.keys()];

/** Times that are written elsewhere and no unit here, in the unit that says them. */
const OTHER_TIMES: ReadonlyMap<string, readonly [factor: number, unit: string]> = new Map(
  (
    [
      [["d", "day", "days"], 86_400, "s"],
      [["h", "hr", "hrs", "hour", "hours"], 3600, "s"],
      [["min", "mins", "minute", "minutes"], 60, "s"],
      [["sec", "secs", "second", "seconds"], 1, "s"],
      [["msec", "msecs", "millisecond", "milliseconds"], 1, "ms"],
      [["usec", "usecs", "microsecond", "microseconds"], 1, "us"],
    ] as const
  ).flatMap(([words, factor, unit]) => words.map((word) => [word, [factor, unit]] as const)),
);

/** "3600 s" for 1 h: `amount` of a time that has no unit here; undefined for any other word. */
export function inUnitsOfTime(amount: number, word: string): string | undefined {
  const found = OTHER_TIMES.get(word.toLowerCase());
  return found && `${Number((amount * found[0]).toPrecision(15))} ${found[1]}`;
}

/** `amount` of a unit, or undefined where the unit is unknown. */
export function quantityIn(amount: number, symbol: string): Quantity | undefined {
  const unit = UNITS.get(symbol);
  return unit && { value: (amount * unit.multiply) / unit.divide, dimension: unit.dimension };
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.every((exponent, i) => Math.abs(exponent - b[i]) < 1e-9);
}

/** What a position in the description expects. */
export interface Kind {
  /** For messages: "a voltage". */
  readonly noun: string;
  readonly example: string;
  readonly dimension: Dimension;
  /** Unit of the canonical value, e.g. mV. */
  readonly unit: string;
  /** Unit that hints propose where it is not the canonical one: PyNN's nF under a PyNN name. */
  readonly written?: string;
  /** canonical = coherent · scale; 1 for all but frequencies. */
  readonly scale: number;
}

function kind(noun: string, example: string, dimension: Dimension, unit: string, scale = 1): Kind {
  return { noun, example, dimension, unit, scale };
}

export const KINDS = {
  time: kind("a time", "20 ms", TIME, "ms"),
  voltage: kind("a voltage", "15 mV", VOLTAGE, "mV"),
  current: kind("a current", "100 pA", CURRENT, "pA"),
  capacitance: kind("a capacitance", "250 pF", CAPACITANCE, "pF"),
  conductance: kind("a conductance", "10 nS", CONDUCTANCE, "nS"),
  frequency: kind("a rate", "10 Hz", FREQUENCY, "Hz", 1000),
  angle: kind("an angle", "45 deg", ANGLE, "deg"),
  number: kind("a plain number", "0.5", DIMENSIONLESS, ""),
} as const;

const PYNN_UNITS: Readonly<Record<string, string>> = { pF: "nF", pA: "nA", nS: "uS" };
const PYNN_EXAMPLES: Readonly<Record<string, string>> = { pF: "1 nF", pA: "0.1 nA", nS: "0.01 uS" };

/** The same kind where PyNN's names are used, and with them its units. */
export function inPynnUnits(expected: Kind): Kind {
  const written = PYNN_UNITS[expected.unit];
  return written === undefined ? expected : { ...expected, example: PYNN_EXAMPLES[expected.unit], written };
}

const NAMED: readonly Kind[] = [
  ...Object.values(KINDS),
  kind("a resistance", "", RESISTANCE, "GOhm"),
  kind("a charge", "", CHARGE, "fC"),
  kind("a voltage per time", "", [-1, 1, 0, 0], "mV/ms"),
];

/** "a voltage", or the exponents where the dimension has no name: "ms^0.5·mV". */
export function dimensionName(dimension: Dimension): string {
  const named = NAMED.find((k) => sameDimension(k.dimension, dimension));
  if (named) return named.noun;
  const symbols = ["ms", "mV", "pA", "deg"];
  const factors = dimension.flatMap((e, i) => (e === 0 ? [] : [e === 1 ? symbols[i] : `${symbols[i]}^${e}`]));
  return `a quantity in ${factors.join("·")}`;
}

/** The canonical number of a quantity of the right dimension; Hz are cleaned of the detour over 1/ms. */
export function toCanonical(quantity: Quantity, expected: Kind): number {
  if (expected.scale === 1) return quantity.value;
  return Number((quantity.value * expected.scale).toPrecision(15));
}
