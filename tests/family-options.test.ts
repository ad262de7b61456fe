/** Every option of every family, at every door: the command line, the library and sweeps take and refuse the same, by the same check. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import yargs, { type Argv } from "yargs";
import { compile } from "../compiler/loihi/compile.js";
import { compileSpinnaker } from "../compiler/spinnaker/compile.js";
import { checkValues, type DeclaredOptions } from "../src/cli/check-values.js";
import {
  compileOptionsOf,
  familyOptionsOf,
  withCompileOptions,
  withFamilyOptions,
} from "../src/cli/compile-options.js";
import { parseDescription } from "../src/description/load-description.js";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { checkOptions, defaultOptions, optionsWith } from "../src/options/check-options.js";
import { choice, flag, number, wrongValue, type Option } from "../src/options/option.js";
import {
  checkWhole,
  completed,
  dashed,
  defaultsOf,
  writtenOptions,
  type OptionTable,
  type TaggedOptions,
} from "../src/options/option-table.js";
import { optionTableOf, optionTables } from "../src/options/option-tables.js";
import { build } from "../src/measure/build.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { sweep } from "../src/sweep/sweep.js";
import { variationsOf } from "../src/sweep/variations.js";
import { allTargets, targetById } from "../src/targets/registry.js";
import type { TargetSpec } from "../src/targets/target.js";
import { equipoise, smallNetwork } from "./cli/equipoise.js";

const { description } = parseDescription(smallNetwork(), "net.yaml", () => new Uint8Array());

/** The first diagnostic of what fails; undefined where nothing does. */
async function refusal(act: () => unknown): Promise<{ code: string; text: string } | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw error;
    const [{ code, message, hint }] = error.diagnostics;
    return { code, text: `${message}\n${hint}` };
  }
}

/** As `runCommandLine` parses a command that compiles. */
async function onCommandLine(target: TargetSpec, words: readonly string[]): Promise<unknown> {
  let options: unknown;
  const all = ["check", "net.yaml", "--target", target.id, ...words];
  const parser: Argv = yargs(all)
    .command({
      command: "check <network>",
      builder: (argv) => withCompileOptions(argv) as never,
      handler: (args) => {
        options = compileOptionsOf(args as { target?: string }).options;
      },
    })
    .strict()
    .exitProcess(false)
    .middleware(
      (argv) => checkValues(argv, (parser as unknown as { getOptions(): DeclaredOptions }).getOptions(), all),
      true,
    )
    .fail((message, error) => {
      throw error ?? new Error(message);
    });
  await parser.parseAsync();
  return options;
}

const inSweep = (target: TargetSpec, name: string, value: unknown) =>
  variationsOf([`${dashed(name)}=${String(value)}`], target);

const wordsFor = (name: string, value: unknown) => [`--${dashed(name)}=${String(value)}`];

/** Values that the option takes on this target: all choices, or both ends of the range and the default. */
function rightValues(option: Option, target: TargetSpec): unknown[] {
  switch (option.type) {
    case "choice":
      return [...option.choices(target)];
    case "flag":
      return [true, false];
    case "number": {
      const { min, max, minOpen = false, maxOpen = false } = option.range;
      const ends = [...(minOpen ? [] : [min]), ...(maxOpen || max === Infinity ? [] : [max])];
      return [...ends, option.default(target)].filter((value) => typeof value === "number" && Number.isFinite(value));
    }
    case "rates":
      return [{}, { E: 3.5 }];
  }
}

/** Values next to the right ones. */
function wrongValues(option: Option): unknown[] {
  switch (option.type) {
    case "choice":
      return ["no-such-word", 7, "__proto__"];
    case "flag":
      return ["perhaps"];
    case "number": {
      const { min, max, minOpen = false, maxOpen = false, whole = false } = option.range;
      return [
        minOpen ? min : min - 1,
        ...(max === Infinity ? [] : [maxOpen ? max : max * 2]),
        ...(whole ? [min + 0.5] : []),
        "many",
      ];
    }
    case "rates":
      return [{ E: -1 }, { E: NaN }, { E: "3" }, null, 3];
  }
}

const everyOption = allTargets().flatMap((target) =>
  Object.entries(optionTableOf(target).options).map(([name, option]) => [target.id, name, option, target] as const),
);
const written = everyOption.filter(([, , { type }]) => type !== "rates");
const variable = written.filter(([, , { notVaried }]) => notVaried === undefined);

describe("every option of every target", () => {
  it("has a table with all families, and one line of help for each option", () => {
    expect(optionTables.map(({ family }) => family)).toEqual([...new Set(allTargets().map(({ family }) => family))]);
    expect(everyOption.length).toBeGreaterThan(90);
    for (const [, , { help }] of everyOption) expect(help).toMatch(/^\S[^\n]{4,130}$/);
  });

  it.each(allTargets().map((target) => [target.id, target] as const))(
    "%s: its defaults are right at every door, and the same there",
    async (_, target) => {
      const defaults = defaultOptions(target);
      expect(defaults.family).toBe(target.family);
      expect(() => checkOptions(target, defaults)).not.toThrow();
      expect(await onCommandLine(target, [])).toEqual(defaults);
      expect(optionsWith(target, {})).toEqual(defaults);
    },
  );

  it.each(everyOption)("%s: %s takes what its table says", async (_id, name, option, target) => {
    const values = rightValues(option, target);
    for (const value of values) {
      expect(optionsWith(target, { [name]: value })).toMatchObject({ [name]: value });
      if (option.type === "rates") continue;
      expect(await onCommandLine(target, wordsFor(name, value))).toMatchObject({ [name]: value });
      if (option.notVaried === undefined) expect(inSweep(target, name, value)[0].options).toEqual({ [name]: value });
    }
    expect(values.length + (option.type === "number" ? 1 : 0)).toBeGreaterThan(0);
  });

  it.each(everyOption)(
    "%s: %s refuses another value, with one code at every door",
    async (_id, name, option, target) => {
      for (const value of wrongValues(option)) {
        const wrong = wrongValue(option, value, target);
        if (wrong === null) throw new Error(`${String(value)} is right`);
        const inLibrary = await refusal(() => optionsWith(target, { [name]: value }));
        expect(inLibrary?.code).toBe(wrong.code);
        expect(inLibrary?.text).toContain(`the option ${name}`);
        const options = { ...defaultOptions(target), [name]: value } as never;
        expect((await refusal(() => build(description, target, options)))?.code).toBe(wrong.code);
        if (option.type === "rates") continue;
        const typed = await refusal(() => onCommandLine(target, wordsFor(name, value)));
        expect(typed?.code).toBe(wrong.code);
        expect(typed?.text).toContain(`--${dashed(name)}`);
        const varied = await refusal(() => inSweep(target, name, value));
        expect(varied?.code).toBe(option.notVaried === undefined ? wrong.code : "bad-option");
        expect(varied?.text).toContain(`--vary ${dashed(name)}`);
      }
    },
  );

  it.each(variable)("%s: %s names the way out where its value is wrong", async (_id, name, option, target) => {
    const { text } = (await refusal(() => inSweep(target, name, wrongValues(option)[0])))!;
    if (option.type === "choice") for (const word of option.choices(target)) expect(text).toContain(String(word));
    expect(text).toMatch(/\n(choose one of|give|leave it out|\S)/);
  });
});

describe("an option of another family", () => {
  const names = [...new Set(optionTables.flatMap((table) => Object.keys(table.options)))];
  const foreign = allTargets().flatMap((target) =>
    names.filter((name) => !Object.hasOwn(optionTableOf(target).options, name)).map((name) => ({ target, name })),
  );
  const valueOf = (name: string) => {
    const owner = allTargets().find((target) => Object.hasOwn(optionTableOf(target).options, name))!;
    return rightValues(optionTableOf(owner).options[name], owner)[0];
  };

  it("is refused by name at every door, with the options that the target has, for every target and option", async () => {
    expect(foreign.length).toBeGreaterThan(60);
    for (const { target, name } of foreign) {
      const own = writtenOptions(optionTableOf(target)).map(([known]) => known);
      const doors = [
        [`--${dashed(name)}`, own.map(dashed), () => onCommandLine(target, wordsFor(name, valueOf(name)))],
        [name, own, () => optionsWith(target, { [name]: valueOf(name) })],
        [name, own, () => build(description, target, { ...defaultOptions(target), [name]: valueOf(name) })],
        [dashed(name), [], () => inSweep(target, name, valueOf(name))],
      ] as const;
      for (const [spelt, listed, act] of doors) {
        const refused = await refusal(act);
        expect(refused?.code).toBe("bad-option");
        expect(refused?.text).toContain(spelt);
        expect(refused?.text).toContain(target.id);
        for (const known of listed) expect(refused?.text).toContain(known);
      }
    }
  });

  it("is refused whatever it is called and worth", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...allTargets()),
        fc.string().filter((name) => !names.includes(name) && name !== "family" && name !== "__proto__"),
        fc.anything().filter((value) => value !== undefined),
        (target, name, value) => {
          expect(() => optionsWith(target, { [name]: value })).toThrow(EquipoiseError);
          expect(() => inSweep(target, name.replace("=", ""), "1")).toThrow(EquipoiseError);
        },
      ),
    );
  });

  it("is refused as a whole record, by build, compile, sweep and the check", async () => {
    const [loihi, spinnaker] = [targetById("loihi1"), targetById("spinnaker1")];
    const network = drawNetwork(description);
    const request = { description, seeds: [1], jobs: 1, variations: [] };
    for (const act of [
      () => checkOptions(loihi, defaultOptions(spinnaker)),
      () => build(description, loihi, defaultOptions(spinnaker)),
      () => compile(network, loihi, defaultOptions(spinnaker) as never),
      () => compileSpinnaker(network, spinnaker, defaultOptions(loihi) as never),
      () => sweep({ ...request, target: spinnaker, options: defaultOptions(loihi) }),
    ])
      expect(await refusal(act)).toMatchObject({ code: "bad-option", text: expect.stringContaining("family") });
    const variations = [{ values: { "weight-bits": "8" }, options: { weightBits: 8 } }];
    expect(
      await refusal(() => sweep({ ...request, target: spinnaker, options: defaultOptions(spinnaker), variations })),
    ).toMatchObject({ code: "bad-option", text: expect.stringContaining("weightBits") });
  });
});

describe("--help", () => {
  it.each(["check", "compile", "run", "verify", "sweep", "compare-targets", "loop"])(
    "of %s has every option of every family, with its help and its choices",
    async (command) => {
      const { stdout } = await equipoise([command, "--help"]);
      const text = stdout.replace(/\s+/g, " ");
      for (const [, name, option, target] of written) {
        expect(text).toMatch(new RegExp(`--${dashed(name)} `));
        expect(text).toContain(option.help);
        if (option.type === "choice" && option.part?.what !== "board")
          for (const word of option.choices(target)) expect(text).toContain(String(word));
      }
    },
  );
});

describe("a throw-away family", () => {
  const OPTIONS = {
    stateBits: choice({ help: "bits of the state", choices: () => [16, 32], default: () => 16 }),
    shiftDecay: flag({ help: "decays are shifts", default: () => true }),
    gain: number({ help: "a gain", range: { min: 0, max: 2, maxOpen: true }, what: "a gain", default: () => 1 }),
  };
  type ShiftOptions = TaggedOptions<"sized", typeof OPTIONS>;
  const TABLE: OptionTable<TargetSpec, ShiftOptions> = {
    // The family of a chip that is there, so that the table has a target.
    family: "sized",
    title: "Shift-style",
    options: OPTIONS,
    together: ({ stateBits, gain }) =>
      stateBits === 16 && gain > 1.5
        ? { code: "bad-option", option: "gain", problem: "overflows 16 bits", hint: "use 32" }
        : null,
    quantization: ({ stateBits }) => `${stateBits}-bit state`,
  };
  const target = targetById("spinnaker2");

  it("has defaults, a check and help from its table alone", async () => {
    expect(defaultsOf(TABLE, target)).toEqual({ family: "sized", stateBits: 16, shiftDecay: true, gain: 1 });
    expect(completed(TABLE, target, { stateBits: 32, gain: 1.6 }).stateBits).toBe(32);
    expect(() => completed(TABLE, target, { gain: 1.6 })).toThrow(/the option gain: 1.6 overflows 16 bits/);
    expect(() => completed(TABLE, target, { gain: 2 })).toThrow(/is not a number of at least 0 and below 2 \(a gain\)/);
    expect(() => completed(TABLE, target, { weightBits: 8 })).toThrow(/weightBits.*\n.*stateBits, shiftDecay, gain/);
    expect(() => checkWhole(TABLE, target, { family: "sized", stateBits: 16, gain: 1 })).toThrow(
      /shiftDecay is missing/,
    );
    const help = await withFamilyOptions(yargs([]), [...optionTables, TABLE])
      .wrap(80)
      .getHelp();
    expect(help).toMatch(/Shift-style targets:\n +--state-bits +bits of the state/);
    expect(help).toMatch(/--shift-decay[\s\S]*--gain/);
    expect(help.split("\n").every((line) => line.length <= 80)).toBe(true);
  });

  it("takes no part in the options of the others", () => {
    expect(familyOptionsOf({ stateBits: 8, target: "loihi1" }, targetById("loihi1"))).toEqual(
      defaultOptions(targetById("loihi1")),
    );
  });
});
