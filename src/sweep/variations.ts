/**
 * `--vary weight-bits=8,6,5 --vary rounding=nearest,balance`: every combination of the given compiler options, the first axis slowest.
 * The time step is no axis: another time step is another reference run, and a sweep has one for all its variants.
 */
import type { CompileOptions } from "../../compiler/loihi/stages.js";
import { fail } from "../diagnostics/diagnostic.js";

/** One combination: what was varied, as written, and what it changes. */
export interface Variation {
  readonly values: Readonly<Record<string, string>>;
  readonly options: Partial<CompileOptions>;
}

type Reader = (value: string) => Partial<CompileOptions> | undefined;

function oneOf<K extends keyof CompileOptions>(key: K, values: readonly (CompileOptions[K] & string)[]): Reader {
  return (text) => {
    const value = values.find((v) => v === text);
    return value === undefined ? undefined : ({ [key]: value } as Partial<CompileOptions>);
  };
}

const readers: Readonly<Record<string, Reader>> = {
  "weight-bits": (text) => (/^\d+$/.test(text) ? { weightBits: Number(text) } : undefined),
  rounding: oneOf("rounding", ["balance", "nearest", "stochastic", "floor"]),
  "weight-exponent": oneOf("weightExponent", ["projection", "network"]),
  "sign-mode": oneOf("signMode", ["separate", "mixed"]),
  "compensate-decay": (text) =>
    text === "true" || text === "false" ? { compensateDecay: text === "true" } : undefined,
  profile: oneOf("profile", ["hw", "lava"]),
};

/** The options that can be varied. */
export const variableOptions: readonly string[] = Object.keys(readers);

/** @param axes one text `option=value,value` an axis. @throws EquipoiseError `bad-option` for an unknown option or value, or a repetition */
export function variationsOf(axes: readonly string[]): Variation[] {
  let variations: Variation[] = [{ values: {}, options: {} }];
  const seen = new Set<string>();
  for (const axis of axes) {
    const [name, list = ""] = axis.split(/=(.*)/s);
    if (!Object.hasOwn(readers, name))
      fail("bad-option", `--vary ${axis}: "${name}" cannot be varied`, {
        hint: `choose one of ${variableOptions.join(", ")}`,
      });
    if (seen.has(name))
      fail("bad-option", `--vary names ${name} twice`, { hint: `give all its values at once: ${name}=a,b` });
    seen.add(name);
    const values = list.split(",").map((value) => value.trim());
    if (new Set(values).size !== values.length) fail("bad-option", `--vary ${axis} names a value twice`);
    const choices = values.map((value) => {
      const options = readers[name](value);
      return { value, options: options ?? fail("bad-option", `--vary ${axis}: "${value}" is no value of ${name}`) };
    });
    variations = variations.flatMap((v) =>
      choices.map(({ value, options }) => ({
        values: { ...v.values, [name]: value },
        options: { ...v.options, ...options },
      })),
    );
  }
  return variations;
}
