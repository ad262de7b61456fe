import { describe, expect, it } from "vitest";
import { readArguments } from "../../bench/arguments.js";
import { readCosts } from "../../bench/side-by-side/costs.js";
import { replaceBlock } from "../../bench/side-by-side/generated-block.js";
import { markdownTable } from "../../bench/side-by-side/markdown-table.js";

describe("what the benchmark reads and writes", () => {
  it("aligns a table, names left and numbers right", () => {
    expect(
      markdownTable(
        ["who", "s"],
        [
          ["NEST", "12.5"],
          ["ours", "1"],
        ],
      ),
    ).toBe(["| who  |    s |", "|------|-----:|", "| NEST | 12.5 |", "| ours |    1 |"].join("\n"));
  });

  it("replaces what stands between the markers of a block, and nothing else", () => {
    const document = "a\n<!-- begin x -->\nold\n<!-- end x -->\nb\n<!-- begin y -->\nkept\n<!-- end y -->\n";
    const once = replaceBlock(document, "x", "new\n");
    expect(once).toBe(document.replace("old", "new"));
    expect(replaceBlock(once, "x", "new")).toBe(once);
    expect(() => replaceBlock(document, "z", "new")).toThrow("begin z");
  });

  it("reads the last line that a simulator prints", () => {
    const costs = { build: 1, simulate: 2, peakBytes: 3, synapses: 4 };
    expect(readCosts(`NEST 3.10\n\n${JSON.stringify(costs)}\n`, "NEST")).toEqual(costs);
    expect(() => readCosts("Segmentation fault", "NEST")).toThrow("NEST printed no costs but: Segmentation fault");
    expect(() => readCosts('{"build":1}', "NEST")).toThrow("without all of");
  });

  it("reads a subcommand, flags and options", () => {
    const args = readArguments(["peers", "--quick", "--steps", "500", "--out"]);
    expect(args.command).toBe("peers");
    expect(args.has("--quick")).toBe(true);
    expect(args.count("--steps", 1)).toBe(500);
    expect(args.count("--repetitions", 5)).toBe(5);
    expect(() => args.text("--out")).toThrow("--out needs a value");
    expect(() => readArguments(["--steps", "0"]).count("--steps", 1)).toThrow("--steps needs a whole number");
    expect(readArguments(["--quick"]).command).toBe("");
  });
});
