/** Ways out that exist: options that hints name are options, and those of a compilation are the target's own, with values that it takes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { ProgramDestination } from "../compiler/common/run-passes.js";
import { parseDescription } from "../src/description/load-description.js";
import { CODES } from "../src/diagnostics/codes.js";
import { EquipoiseError, type Diagnostic } from "../src/diagnostics/diagnostic.js";
import { exporters } from "../src/interchange/exporters.js";
import { build } from "../src/measure/build.js";
import { optionsWith } from "../src/options/check-options.js";
import { dashed, hasOption, valueOfText, writtenOptions } from "../src/options/option-table.js";
import { optionTableOf, optionTables } from "../src/options/option-tables.js";
import { allTargets, targetById } from "../src/targets/registry.js";
import type { TargetSpec } from "../src/targets/target.js";

const ROOT = join(import.meta.dirname, "..");

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/\.(test|fixture|d)\.ts$|generated/.test(name))
    .map((name) => join(folder, name));
}

/** Options of all commands, by the calls that declare them, and of all families. */
const known = new Set([
  ...sources("src/cli").flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/\.option\(\s*"([a-z-]+)"/g)].map(([, name]) => name),
  ),
  ...optionTables.flatMap((table) => writtenOptions(table).map(([name]) => dashed(name))),
  ...["help", "version"],
]);

/** Names of options in a text, but for `--no-…` of any; a value follows where it is a word of its own. */
function optionsIn(text: string): { readonly name: string; readonly value: string | undefined }[] {
  const found = text.matchAll(/(?<![\w-])--([a-z]+(?:-[a-z]+)*)(?:[ =](\w+(?:[.:-]\w+)*))?/g);
  return [...found].map(([, name, value]) => ({ name, value })).filter(({ name }) => name !== "no");
}

/** Texts of every `hint` in a file, a place holder for what is put in. */
function hintsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  if (!text.includes("--")) return [];
  const found: string[] = [];
  const literals = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node))
      found.push(node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join(""));
    ts.forEachChild(node, literals);
  };
  const walk = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && /^["']?(hint|instead)["']?$/.test(node.name.getText()))
      literals(node.initializer);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  return found;
}

describe("options that messages name", () => {
  it("are options: in every hint of the sources", () => {
    const named = ["src", "compiler", "emulator", "firmware-bridge", "phenomena"]
      .flatMap(sources)
      .flatMap((file) => hintsOf(file).flatMap((hint) => optionsIn(hint).map(({ name }) => ({ file, name }))));
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter(({ name }) => !known.has(name.replace(/^no-/, "")) && !FOREIGN.has(name))).toEqual([]);
  });

  it("are options: in docs/messages.md", () => {
    const named = Object.values(CODES).flatMap(({ when }) => optionsIn(when));
    expect(named.length).toBeGreaterThan(20);
    expect(named.map(({ name }) => name).filter((name) => !known.has(name) && !FOREIGN.has(name))).toEqual([]);
  });
});

/** Of Slurm's own programs and of Node. */
const FOREIGN = new Set(["qos"]);

const NETWORK = `
timestep: 1 ms
duration: 100 ms
populations:
  E: { size: 300, neuron: { model: MODEL, t_ref: 2 ms } }
  I: { size: 60, neuron: { model: MODEL, t_ref: 200 ms } }
projections:
  EE: { pre: E, post: E, connect: { rule: fixed_indegree, K: 60 }, weight: { normal: { mean: W, sd: W } }, delay: { uniform: [1 ms, 90 ms] } }
  EI: { pre: E, post: I, connect: { rule: fixed_indegree, K: 60 }, weight: W }
  IE: { pre: I, post: E, connect: { rule: fixed_indegree, K: 30 }, weight: -V }
stimuli:
  x: { type: poisson, target: [E, I], rate: 15000 Hz, weight: W }
  y: { type: poisson, target: E, rate: 100 Hz, weight: W, start: 20 ms }
`;
const MODELS: Readonly<Record<string, readonly [string, string]>> = {
  iaf_psc_exp: ["300 pA", "3000 pA"],
  iaf_psc_delta: ["0.001 mV", "4 mV"],
  iaf_cond_exp: ["5 nS", "90 nS"],
};

type Changes = Readonly<Record<string, unknown>>;

/** What is said of a network while it is compiled for a target, errors included. */
function saidOf(target: TargetSpec, model: string, changes: Changes, destination?: ProgramDestination): Diagnostic[] {
  const [w, v] = MODELS[model];
  const inhibition = model === "iaf_cond_exp" ? v : `-${v}`;
  const text = NETWORK.replaceAll("MODEL", model).replaceAll("-V", inhibition).replaceAll("W", w);
  const said: Diagnostic[] = [];
  try {
    const { description } = parseDescription(text, "net.yaml", () => expect.fail("no files"));
    build(description, target, optionsWith(target, changes), { report: (d) => said.push(d), destination });
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw error;
    said.push(...error.diagnostics);
  }
  return said;
}

/** The target's options, one changed at a time, as far as they are choices or switches; profiles and Poisson input in all pairs. */
function variantsOf(target: TargetSpec): Changes[] {
  const table = optionTableOf(target);
  const profiles = Object.keys((target as { profiles?: object }).profiles ?? {}).map((profile) => ({ profile }));
  const poisson = hasOption(table, "poisson") ? [{ poisson: "noise" }] : [];
  const pairs = profiles.flatMap((one) => poisson.map((other) => ({ ...one, ...other })));
  const scales = hasOption(table, "scale") ? [{ scale: 1 }, { scale: 4096 }] : [];
  const rules = hasOption(table, "shiftRule") ? [{ shiftRule: "measured-means" }, { inputPeak: 1 }] : [];
  const usable = rules.filter((change) => isTaken(target, change));
  return [{}, ...profiles, ...poisson, ...pairs, ...scales, ...usable, { oversize: true }];
}

function isTaken(target: TargetSpec, change: Changes): boolean {
  try {
    optionsWith(target, change);
    return true;
  } catch {
    return false;
  }
}

/** Why the way out of a hint is none on this target; null where it is one. */
function impossible(target: TargetSpec, hint: string): string | null {
  const all = optionsIn(hint);
  const elsewhere = all.find(({ name }) => name === "target")?.value;
  const on = elsewhere === undefined ? target : targetById(elsewhere);
  const table = optionTableOf(on);
  for (const { name, value } of all) {
    const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (!optionTables.some((one) => hasOption(one, key))) continue;
    if (!hasOption(table, key)) return `--${name} is no option of ${on.id}`;
    const option = table.options[key];
    // A word of the sentence follows a switch, and "or less" a number.
    if (value === undefined || option.type === "flag" || (option.type === "number" && Number.isNaN(Number(value))))
      continue;
    try {
      optionsWith(on, { [key]: valueOfText(table, on, key, value) });
    } catch (error) {
      return `--${name} ${value}: ${(error as Error).message}`;
    }
  }
  return null;
}

describe.each(allTargets().map(({ id }) => id))("ways out for %s", (id) => {
  it("are possible there, whatever is compiled", () => {
    const target = targetById(id);
    const hints = new Map<string, string>();
    for (const model of Object.keys(MODELS))
      for (const changes of variantsOf(target))
        for (const { code, hint } of saidOf(target, model, changes)) if (hint !== undefined) hints.set(hint, code);
    expect(hints.size).toBeGreaterThan(0);
    const wrong = [...hints].map(([hint, code]) => ({ code, hint, why: impossible(target, hint) }));
    expect(wrong.filter(({ why }) => why !== null)).toEqual([]);
  });
});

describe("a way out by noise of the core", () => {
  const hintOf = (code: string, id: string, changes: Changes, destination?: ProgramDestination) =>
    saidOf(targetById(id), "iaf_psc_exp", changes, destination).find((said) => said.code === code)?.hint;
  const { destination } = exporters.find(({ id }) => id === "lava")!;

  it("is named where the program goes to the chip or its emulator, as it is and without others' lacks", () => {
    for (const profile of ["lava", "hw"])
      expect(hintOf("host-input", "loihi1", { profile })).toBe(
        `${profile === "hw" ? "" : "--profile hw "}--poisson noise replaces Poisson sources by bias and on-chip noise`,
      );
    expect(hintOf("noise-unavailable", "loihi1", { profile: "lava", poisson: "noise" })).toBe(
      "compile with --profile hw",
    );
  });

  it("is not named where it goes to Lava, or to a board that has none", () => {
    for (const profile of ["lava", "hw"]) {
      expect(hintOf("host-input", "loihi1", { profile }, destination)).toBeUndefined();
      expect(hintOf("host-input", "ice40up5k", { profile })).toBeUndefined();
    }
    expect(hintOf("noise-unavailable", "loihi1", { profile: "lava", poisson: "noise" }, destination)).toBe(
      "leave out --poisson noise: Lava has no noise generator",
    );
    expect(hintOf("noise-unavailable", "ice40up5k", { poisson: "noise" })).toBe(
      "leave out --poisson noise: no profile of ice40up5k has a noise generator",
    );
  });
});

describe("a way out is refused here", () => {
  it.each([
    ["loihi2", "compile with --profile hw", /profile/],
    ["spinnaker1", "use fewer weight bits (--weight-bits)", /no option of spinnaker1/],
    ["loihi1", "compile with --shift-rule bounded-saturation", /no option of loihi1/],
  ])("for %s: %s", (id, hint, why) => expect(impossible(targetById(id), hint)).toMatch(why));
});
