/** The `constants:` block: named quantities that may use each other, in any order. */
import type { RawQuantity } from "./document-schema.js";
import { ExpressionError, constantNameProblem, evaluate } from "./expression.js";
import type { Symbols } from "./expression.js";
import type { Problems } from "./problems.js";
import { suggest } from "./suggest.js";
import { DIMENSIONLESS } from "./units.js";
import type { Quantity } from "./units.js";

const LONGEST_CHAIN = 100;

/** Evaluates every constant; a constant with an error is recorded once and counts as unusable afterwards. */
export function readConstants(problems: Problems, raw: Readonly<Record<string, RawQuantity>>): Symbols {
  const values = new Map<string, Quantity>();
  const failed = new Set<string>();
  const chain: string[] = [];
  const names = Object.keys(raw).filter((name) => {
    const problem = constantNameProblem(name);
    if (problem)
      problems.error(
        "bad-name",
        ["constants", name],
        `constants: \`${name}\` ${problem}`,
        "choose another name",
        "key",
      );
    return problem === undefined;
  });
  const known = new Set(names);

  const symbols: Symbols = {
    names: () => names,
    lookup(name) {
      if (!known.has(name)) return undefined;
      const done = values.get(name);
      if (done) return done;
      if (failed.has(name)) throw new ExpressionError(`the constant \`${name}\` has an error`);
      if (chain.includes(name))
        throw new ExpressionError(`constants define each other in a circle: ${[...chain, name].join(" → ")}`);
      if (chain.length >= LONGEST_CHAIN) {
        // Every constant of the chain is at fault with its first: trying each anew would cost a chain each.
        for (const member of chain) failed.add(member);
        throw new ExpressionError(`constants build on each other more than ${LONGEST_CHAIN} deep`);
      }
      chain.push(name);
      try {
        const expression = raw[name];
        const value =
          typeof expression === "number"
            ? { value: expression, dimension: DIMENSIONLESS }
            : evaluate(expression, symbols);
        values.set(name, value);
        return value;
      } finally {
        chain.pop();
      }
    },
  };

  for (const name of names) {
    if (failed.has(name)) continue;
    try {
      symbols.lookup(name);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      failed.add(name);
      problems.error(
        "bad-expression",
        ["constants", name],
        `constants.${name}: ${error.message}`,
        problems.full ? undefined : error.hint,
      );
    }
  }
  return symbols;
}

/** `inner` before `fallback`: an explicit constant wins over a built-in such as a projection's K. */
export function withFallback(inner: Symbols, fallback: ReadonlyMap<string, number>): Symbols {
  return {
    names: () => [...inner.names(), ...fallback.keys()],
    lookup(name) {
      const value = inner.lookup(name);
      if (value) return value;
      const builtIn = fallback.get(name);
      return builtIn === undefined ? undefined : { value: builtIn, dimension: DIMENSIONLESS };
    },
  };
}

/** Records an error for a name that is not among `known`. */
export function unknownName(
  problems: Problems,
  path: readonly (string | number)[],
  what: string,
  name: string,
  known: Iterable<string>,
  part: "key" | "value" = "value",
): void {
  problems.error(
    "unknown-name",
    path,
    `${what} \`${name}\``,
    problems.full ? undefined : suggest(name, [...known]),
    part,
  );
}
