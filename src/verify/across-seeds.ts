/**
 * What the runs of several seeds were told, each fact once: of messages that differ in their numbers alone, one with the range of each number. The k-th of
 * one seed goes with the k-th of another, so that two facts of one seed never become one.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { counted } from "../diagnostics/counted.js";

/** A number in a sentence, its sign too; no digit of a name, and no full stop behind it. */
const NUMBER = /(?<![\p{L}\p{N}_.])[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?![\p{L}_])/gu;

const valueOf = (text: string) => Number(text.replaceAll(",", ""));

function withRanges(messages: readonly string[]): { readonly text: string; readonly varies: boolean } {
  const columns = messages.map((message) => message.match(NUMBER) ?? []);
  let [k, varies] = [0, false];
  const text = messages[0].replace(NUMBER, (own) => {
    const all = [...new Set(columns.map((numbers) => numbers[k]))].sort((a, b) => valueOf(a) - valueOf(b));
    k++;
    if (all.length === 1) return own;
    varies = true;
    return `${all[0]} to ${all[all.length - 1]}`;
  });
  return { text, varies };
}

function merged(alike: readonly Diagnostic[]): Diagnostic {
  const [first] = alike;
  const { text, varies } = withRanges(alike.map(({ message }) => message));
  const worst = alike.reduce((most, d) => ((d.limit?.used ?? 0) > (most.limit?.used ?? 0) ? d : most), first);
  const over = `the ranges are over ${counted(alike.length, "seed")}`;
  const message = !varies
    ? text
    : text.endsWith(".")
      ? `${text} ${over[0].toUpperCase()}${over.slice(1)}.`
      : `${text}; ${over}`;
  return { ...first, message, ...(worst.limit === undefined ? {} : { limit: worst.limit }) };
}

/** @param perSeed what was reported while each seed was built and run. @returns in the order of the first seed that said it */
export function acrossSeeds(perSeed: readonly (readonly Diagnostic[])[]): Diagnostic[] {
  const found = new Map<string, Diagnostic[]>();
  for (const diagnostics of perSeed) {
    const seen = new Map<string, number>();
    const told = new Set<string>();
    for (const d of diagnostics) {
      const { code, severity, message, place } = d;
      const exact = JSON.stringify([code, message, place]);
      if (told.has(exact)) continue;
      told.add(exact);
      const kind = JSON.stringify([code, severity, place, message.replace(NUMBER, "#")]);
      const turn = seen.get(kind) ?? 0;
      seen.set(kind, turn + 1);
      const key = `${turn} ${kind}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, [d]);
      else known.push(d);
    }
  }
  return [...found.values()].map(merged);
}
