/** Options that a program gives to `build`: the command line knows its choices, a program can write any word. */
import { fail } from "../diagnostics/diagnostic.js";
import type { TargetSpec } from "../targets/target.js";
import { familyOf } from "./registry.js";
import type { AnyOptions } from "./family.js";

const WORDS: ReadonlyMap<string, readonly unknown[]> = new Map<string, readonly unknown[]>([
  ["rounding", ["balance", "nearest", "stochastic", "floor"]],
  ["synapticLatency", ["exact", "next-step"]],
  ["signMode", ["separate", "mixed"]],
  ["weightExponent", ["projection", "network"]],
  ["poisson", ["inject", "noise"]],
  ["conductance", ["lower", "refuse"]],
  ["shiftRule", ["bounded-saturation", "published", "published-repaired"]],
]);

/** @throws EquipoiseError `bad-option` for an option that is missing, or a word that is none of its choices */
export function checkOptions(target: TargetSpec, options: AnyOptions): void {
  if (typeof options !== "object" || options === null)
    fail("bad-option", "the compiler's options are missing", {
      hint: "give defaultOptions(target), changed as you like",
    });
  const given = options as unknown as Readonly<Record<string, unknown>>;
  for (const [name, usual] of Object.entries(familyOf(target).defaultOptions(target))) {
    const value = given[name];
    if (value === undefined && usual !== undefined)
      fail("bad-option", `the option ${name} is missing for target ${target.id}`, {
        hint: "give defaultOptions(target), changed as you like",
      });
    const words = WORDS.get(name);
    if (words !== undefined && !words.includes(value))
      fail("bad-option", `the option ${name} is ${JSON.stringify(value)}, which is none of its choices`, {
        hint: `give one of ${words.join(", ")}`,
      });
  }
}
