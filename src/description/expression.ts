/**
 * Small arithmetic with units: "20 ms", "-g*J", "J/sqrt(K)", "eta*theta/(J*C_E*tau_m)".
 *
 *   sum     := product (("+" | "-") product)*
 *   product := signed (("*" | "·" | "×" | "/") signed)*
 *   signed  := ("+" | "-" | "−") signed | power
 *   power   := atom (("^" | "**") signed)?
 *   atom    := number unit? | name | function "(" sum ("," sum)* ")" | "(" sum ")"
 *
 * Dimensions are carried through, so that adding mV to ms is an error. Nothing is evaluated as JavaScript.
 */
import {
  DIMENSIONLESS,
  UNIT_SYMBOLS,
  dimensionName,
  inUnitsOfTime,
  isUnit,
  quantityIn,
  sameDimension,
} from "./units.js";
import type { Dimension, Quantity } from "./units.js";
import { shorten } from "./problems.js";
import { suggest } from "./suggest.js";

export class ExpressionError extends Error {
  /** @param advice searched for only where it is shown */
  constructor(
    message: string,
    private readonly advice?: string | (() => string),
  ) {
    super(message);
    this.name = "ExpressionError";
  }

  get hint(): string | undefined {
    return typeof this.advice === "function" ? this.advice() : this.advice;
  }
}

/** Named values an expression may use. */
export interface Symbols {
  lookup(name: string): Quantity | undefined;
  names(): readonly string[];
}

const LONGEST_EXPRESSION = 500;
const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[-−+*·×/^(),]))/uy;

interface Token {
  readonly kind: "number" | "name" | "operator" | "end";
  readonly text: string;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      const rest = text.slice(at).trimStart();
      throw new ExpressionError(
        `"${shorten(text)}": cannot read "${[...rest].slice(0, 12).join("")}"`,
        'write a number and a unit such as "20 ms", or arithmetic such as "J/sqrt(K)"',
      );
    }
    if (match[1] !== undefined) tokens.push({ kind: "number", text: match[1] });
    else if (match[2] !== undefined) tokens.push({ kind: "name", text: match[2] });
    else
      tokens.push({
        kind: "operator",
        text: match[3]
          .replace("−", "-")
          .replace(/^[·×]$/, "*")
          .replace("**", "^"),
      });
  }
  tokens.push({ kind: "end", text: "the end" });
  return tokens;
}

/** exp, log and pow differ in the last bit between engines: 12 digits are the same everywhere. */
export function portable(x: number): number {
  return Number.isFinite(x) ? Number(x.toPrecision(12)) : x;
}

function plain(value: number): Quantity {
  return { value, dimension: DIMENSIONLESS };
}

function requirePlain(q: Quantity, what: string): number {
  if (!sameDimension(q.dimension, DIMENSIONLESS)) {
    throw new ExpressionError(`${what} needs a plain number, got ${dimensionName(q.dimension)}`);
  }
  return q.value;
}

function requireSame(a: Quantity, b: Quantity, what: string): void {
  if (!sameDimension(a.dimension, b.dimension)) {
    throw new ExpressionError(`cannot ${what} ${dimensionName(a.dimension)} and ${dimensionName(b.dimension)}`);
  }
}

function scaled(dimension: Dimension, factor: number): Dimension {
  return [dimension[0] * factor, dimension[1] * factor, dimension[2] * factor, dimension[3] * factor];
}

function combined(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  return [a[0] + sign * b[0], a[1] + sign * b[1], a[2] + sign * b[2], a[3] + sign * b[3]];
}

function power(base: Quantity, exponent: Quantity): Quantity {
  const e = requirePlain(exponent, "an exponent");
  if (Math.abs(e) > 1000) throw new ExpressionError(`the exponent ${e} is too large`);
  const dimension = scaled(base.dimension, e);
  if (e === 0.5) return { value: Math.sqrt(base.value), dimension };
  if (Number.isInteger(e) && Math.abs(e) <= 8) {
    let product = 1;
    for (let i = 0; i < Math.abs(e); i++) product *= base.value;
    return { value: e < 0 ? 1 / product : product, dimension };
  }
  return { value: portable(Math.pow(base.value, e)), dimension };
}

const extremum =
  (name: "min" | "max") =>
  (args: readonly Quantity[]): Quantity =>
    args.reduce((best, q) => {
      requireSame(best, q, "compare");
      return { value: Math[name](best.value, q.value), dimension: best.dimension };
    });

interface ExpressionFunction {
  readonly arity: readonly [number, number];
  readonly apply: (args: readonly Quantity[]) => Quantity;
}

const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map([
  ["sqrt", { arity: [1, 1], apply: ([x]) => ({ value: Math.sqrt(x.value), dimension: scaled(x.dimension, 0.5) }) }],
  ["exp", { arity: [1, 1], apply: ([x]) => plain(portable(Math.exp(requirePlain(x, "exp")))) }],
  ["log", { arity: [1, 1], apply: ([x]) => plain(portable(Math.log(requirePlain(x, "log")))) }],
  ["abs", { arity: [1, 1], apply: ([x]) => ({ value: Math.abs(x.value), dimension: x.dimension }) }],
  ["min", { arity: [1, 16], apply: extremum("min") }],
  ["max", { arity: [1, 16], apply: extremum("max") }],
]);

function isFunctionName(name: string): boolean {
  return FUNCTIONS.has(name);
}

class Parser {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly symbols: Symbols,
  ) {}

  parse(): Quantity {
    const value = this.sum();
    const rest = this.peek();
    if (rest.kind !== "end") {
      throw new ExpressionError(`"${shorten(this.text)}": "${rest.text}" is not expected here`, this.hintFor(rest));
    }
    return value;
  }

  private hintFor(token: Token): string | undefined {
    if (token.kind !== "name") return "join values with + - * / ^";
    const before = this.tokens[this.position - 1];
    if (before?.kind === "number") {
      const time = inUnitsOfTime(Number(before.text), token.text);
      const way = time === undefined ? suggest(token.text, UNIT_SYMBOLS) : `write ${time}`;
      return `\`${token.text}\` is not a unit; ${way ?? ""}`;
    }
    return "products need a *";
  }

  private peek(): Token {
    return this.tokens[this.position];
  }

  private take(...operators: string[]): string | undefined {
    const token = this.peek();
    if (token.kind !== "operator" || !operators.includes(token.text)) return undefined;
    this.position++;
    return token.text;
  }

  private sum(): Quantity {
    let left = this.product();
    for (let op = this.take("+", "-"); op; op = this.take("+", "-")) {
      const right = this.product();
      requireSame(left, right, op === "+" ? "add" : "subtract");
      left = { value: op === "+" ? left.value + right.value : left.value - right.value, dimension: left.dimension };
    }
    return left;
  }

  private product(): Quantity {
    let left = this.signed();
    for (let op = this.take("*", "/"); op; op = this.take("*", "/")) {
      const right = this.signed();
      if (op === "/" && right.value === 0) throw new ExpressionError(`"${shorten(this.text)}" divides by zero`);
      left = {
        value: op === "*" ? left.value * right.value : left.value / right.value,
        dimension: combined(left.dimension, right.dimension, op === "*" ? 1 : -1),
      };
    }
    return left;
  }

  private signed(): Quantity {
    const sign = this.take("+", "-");
    if (!sign) return this.power();
    const q = this.signed();
    return sign === "-" ? { value: -q.value, dimension: q.dimension } : q;
  }

  private power(): Quantity {
    const start = this.position;
    const base = this.atom();
    const literalWithUnit = this.position === start + 2 && this.tokens[start].kind === "number";
    if (!this.take("^")) return base;
    if (literalWithUnit) {
      throw new ExpressionError(
        `"${shorten(this.text)}": a number with a unit before ^ is ambiguous`,
        "put parentheses round it: (2 ms)^2",
      );
    }
    return power(base, this.signed());
  }

  private atom(): Quantity {
    const token = this.peek();
    this.position++;
    if (token.kind === "number") return this.literal(Number(token.text));
    if (token.kind === "name") return this.name(token.text);
    if (token.text === "(" && token.kind === "operator") {
      const inner = this.sum();
      this.close();
      return inner;
    }
    throw new ExpressionError(
      `"${shorten(this.text)}": expected a value, found ${token.kind === "end" ? token.text : `"${token.text}"`}`,
    );
  }

  private literal(amount: number): Quantity {
    const next = this.peek();
    const withUnit = next.kind === "name" ? quantityIn(amount, next.text) : undefined;
    if (withUnit) this.position++;
    return withUnit ?? plain(amount);
  }

  private name(name: string): Quantity {
    const apply = FUNCTIONS.get(name);
    if (apply) return this.call(name, apply);
    const value = this.symbols.lookup(name) ?? quantityIn(1, name);
    if (!value) {
      throw new ExpressionError(
        `"${shorten(this.text)}": \`${name}\` is not defined`,
        () => `${suggest(name, [...this.symbols.names(), ...FUNCTIONS.keys()]) ?? ""}; define it under \`constants:\``,
      );
    }
    return value;
  }

  private call(name: string, definition: ExpressionFunction): Quantity {
    if (!this.take("("))
      throw new ExpressionError(`"${shorten(this.text)}": ${name} is a function`, `write ${name}(…)`);
    const args = [this.sum()];
    while (this.take(",")) args.push(this.sum());
    this.close();
    const [low, high] = definition.arity;
    if (args.length < low || args.length > high) {
      throw new ExpressionError(
        `"${shorten(this.text)}": ${name} takes ${low === high ? low : `${low} to ${high}`} argument${high === 1 ? "" : "s"}, got ${args.length}`,
      );
    }
    return definition.apply(args);
  }

  private close(): void {
    if (!this.take(")"))
      throw new ExpressionError(`"${shorten(this.text)}": a ")" is missing before ${this.peek().text}`);
  }
}

/** Evaluates an expression; throws ExpressionError for anything that is not a finite quantity. */
export function evaluate(text: string, symbols: Symbols): Quantity {
  if (text.length > LONGEST_EXPRESSION) {
    throw new ExpressionError(
      `an expression of ${text.length} characters is longer than ${LONGEST_EXPRESSION}`,
      "split it with named constants",
    );
  }
  if (text.trim() === "") throw new ExpressionError("expected a value, got an empty string");
  const value = new Parser(text, tokenize(text), symbols).parse();
  if (!Number.isFinite(value.value)) throw new ExpressionError(`"${shorten(text)}" is not a finite number`);
  return value;
}

/** The quantity, or undefined where the expression has an error. */
export function tryEvaluate(text: string, symbols: Symbols): Quantity | undefined {
  try {
    return evaluate(text, symbols);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

/** A name constants may have: an identifier that is neither a unit nor a function. */
export function constantNameProblem(name: string): string | undefined {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return "is not a name (letters, digits, _; not starting with a digit)";
  if (isUnit(name)) return "is a unit";
  if (isFunctionName(name)) return "is a function";
  return undefined;
}
