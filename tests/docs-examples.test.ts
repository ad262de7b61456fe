/** The worked examples of the docs are run, so that they cannot rot. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultOptions } from "../compiler/compile.js";
import { compileFront } from "../compiler/front-half.fixture.js";
import { runPass } from "../compiler/run-passes.js";
import { parseDescription } from "../src/description/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { networkOf, population } from "../src/network/network.fixture.js";
import { encodeProgram } from "../src/program/encode.js";
import { targetById } from "../src/targets/registry.js";
import { build } from "../src/verify/build.js";
import { dropDeadTime } from "./add-a-pass.example.js";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const fence = (text: string, language: string) => text.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))![1];

describe("docs/program-format.md", () => {
  it("shows the bytes that its description compiles to", () => {
    const page = read("docs/program-format.md");
    const { description } = parseDescription(fence(page, "yaml"), "tiny.yaml", () => new Uint8Array());
    const target = targetById("loihi1");
    const bytes = encodeProgram(build(description, target, defaultOptions(target)).compiled.program);
    const shown = [...page.matchAll(/^[0-9a-f]{8}: ((?:[0-9a-f]{4} ?)+) /gm)].map((line) => line[1].replaceAll(" ", "")).join("");
    expect(shown).toHaveLength(2 * 18 * 16);
    expect(Buffer.from(bytes).toString("hex").slice(0, shown.length)).toBe(shown);
  });

  it("names every field of the protobuf schema's messages", () => {
    const page = read("docs/program-format.md");
    const messages = [...read("src/program/program.proto").matchAll(/message (\w+) \{([^}]*)\}/g)];
    const spelled = messages.filter(([, name]) => ["Program", "InputPort", "SynapseGroup", "Core", "InputRouting", "BiasChange"].includes(name));
    const missing = spelled.flatMap(([, message, body]) => [...body.matchAll(/(\w+) = \d+;/g)].map((f) => f[1]).filter((f) => !page.includes(f)).map((f) => `${message}.${f}`));
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
    expect(context.ledger.entries().find((entry) => entry.kind === "refractory-dropped")).toMatchObject({ count: 3, of: 3, worst: 4, unit: "steps" });
    expect(() => dropDeadTime.check(quantized, quantized, context)).toThrow(/a dead time is left/);
  });
});
