/** The worked examples of the docs are run, so that they cannot rot. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileFront } from "../compiler/loihi/front-half.fixture.js";
import { runPass } from "../compiler/common/run-passes.js";
import { parseDescription } from "../src/description/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { networkOf, population } from "../src/network/network.fixture.js";
import { encodeProgram } from "../src/program/encode.js";
import { targetById } from "../src/targets/registry.js";
import { build } from "../src/measure/build.js";
import { conclude } from "../phenomena/conclude.js";
import { REFERENCE } from "../phenomena/experiment.js";
import { resultsOf } from "../phenomena/results.js";
import { runCondition, type SideResult } from "../phenomena/run-condition.js";
import { dropDeadTime } from "./add-a-pass.example.js";
import { irregularCells } from "./add-an-experiment.example.js";
import { defaultOptions } from "../src/options/check-options.js";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const fence = (text: string, language: string) => text.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))![1];

describe("docs/program-format.md", () => {
  it("shows the bytes that its description compiles to", () => {
    const page = read("docs/program-format.md");
    const { description } = parseDescription(fence(page, "yaml"), "tiny.yaml", () => new Uint8Array());
    const target = targetById("loihi1");
    const bytes = encodeProgram(build(description, target, defaultOptions(target)).compiled.program);
    const shown = [...page.matchAll(/^[0-9a-f]{8}: ((?:[0-9a-f]{4} ?)+) /gm)]
      .map((line) => line[1].replaceAll(" ", ""))
      .join("");
    expect(shown).toHaveLength(2 * 18 * 16);
    expect(Buffer.from(bytes).toString("hex").slice(0, shown.length)).toBe(shown);
  });

  it("names every field of the protobuf schema's messages", () => {
    const page = read("docs/program-format.md");
    const messages = [...read("src/program/program.proto").matchAll(/message (\w+) \{([^}]*)\}/g)];
    const spelled = messages.filter(([, name]) =>
      ["Program", "InputPort", "SynapseGroup", "Core", "InputRouting", "BiasChange"].includes(name),
    );
    const missing = spelled.flatMap(([, message, body]) =>
      [...body.matchAll(/(\w+) = \d+;/g)]
        .map((f) => f[1])
        .filter((f) => !page.includes(f))
        .map((f) => `${message}.${f}`),
    );
    expect(missing).toEqual([]);
    expect(messages.map((m) => m[1]).filter((name) => !page.includes(name) && name !== "Population")).toEqual([]);
  });
});

describe("docs/add-a-pass.md", () => {
  const network = drawNetwork(networkOf({ timestep: 0.5, populations: [population("E", 3)], projections: [] }));
  const { quantized, context } = compileFront(network);

  it("quotes the example that is compiled here", () => {
    expect(read("tests/add-a-pass.example.ts")).toContain(fence(read("docs/add-a-pass.md"), "ts").trim());
  });

  it("removes 4 dead steps of 3 neurons, says so in the ledger, and is checked", () => {
    expect(quantized.refractory).toEqual(Uint8Array.of(5, 5, 5));
    const output = runPass(dropDeadTime, quantized, context, {});
    expect(output.refractory).toEqual(Uint8Array.of(1, 1, 1));
    expect(context.ledger.entries().find((entry) => entry.kind === "refractory-dropped")).toMatchObject({
      count: 3,
      of: 3,
      worst: 4,
      unit: "steps",
    });
    expect(() => dropDeadTime.check(quantized, quantized, context)).toThrow(/a dead time is left/);
  });
});

describe("docs/phenomena.md", () => {
  it("quotes the example that is run here", () => {
    expect(read("tests/add-an-experiment.example.ts")).toContain(fence(read("docs/phenomena.md"), "ts").trim());
  });

  it("measures what the example claims, on the reference and on a chip", async () => {
    const [condition] = irregularCells.conditions("quick");
    const own = { id: irregularCells.id, key: condition.key, series: condition.series, x: condition.x };
    const { sides } = await runCondition(
      { condition, experiments: [own], seed: 1, targets: ["loihi1"] },
      () => {},
      () => irregularCells,
    );
    const measured = (side: string) =>
      new Map([[condition.key, (sides.find((s) => s.side === side) as SideResult).measured[irregularCells.id]]]);
    const results = resultsOf([REFERENCE, "loihi1"], [1], [condition], measured);
    const { rows, conclusions } = conclude(irregularCells, results, new Map());
    expect(conclusions.map((c) => c.verdict)).toEqual(["holds", "preserved"]);
    expect(rows[0].cells[0].value).toBeGreaterThan(0.7);
    expect(irregularCells.figures(results)[0].points[1].ys).toEqual([rows[0].cells[1].value]);
  });
});
