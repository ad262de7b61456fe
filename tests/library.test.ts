/** The public face of the library: docs/library.md quotes the example that runs here. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as library from "../src/index.js";
import { smallNetwork, temporaryFolder } from "./cli/equipoise.js";
import { BOARDS } from "./bridge/firmware-boards.js";
import { balance } from "./closed-loop.example.js";
import { runBothSides } from "./library.example.js";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const folder = temporaryFolder();
const path = join(folder.path, "net.yaml");
beforeAll(() => writeFileSync(path, smallNetwork({ duration: "300 ms" })));
afterAll(() => folder.remove());

describe("the library", () => {
  it("runs the example of docs/library.md, which is quoted in full", async () => {
    expect(read("docs/library.md")).toContain(read("tests/library.example.ts").trim());
    const { reference, chip, firstDifferentStep } = await runBothSides(path);
    expect([reference.steps, chip.steps]).toEqual([600, 600]);
    expect(reference.spikeIds.length).toBeGreaterThan(50);
    expect(library.rasterHash(chip)).not.toBe(library.rasterHash(reference));
    const before = (recording: library.Recording) =>
      recording.spikeSteps.filter((step) => step < firstDifferentStep!).length;
    expect(before(chip)).toBe(before(reference));
  });

  it("closes the loop of docs/library.md, quoted in full, on the emulator and on a board alike", async () => {
    expect(read("docs/library.md")).toContain(read("tests/closed-loop.example.ts").trim());
    const network = join(import.meta.dirname, "../examples/closed-loop.yaml");
    const emulated = await balance(network);
    const onBoard = await balance(network, BOARDS.host());
    expect(onBoard.fingerprint).toBe(emulated.fingerprint);
    expect(emulated.spikes).toBeGreaterThan(500);
    expect(emulated.trajectory["x"]).toHaveLength(80);
    // Alone it would be at 0.1·e by then.
    expect(Math.abs(emulated.trajectory["x"].at(-1)!)).toBeLessThan(0.15);
  });

  it("exports every function that the page names", () => {
    const table = read("docs/library.md").split("```")[0];
    const named = [...table.matchAll(/`(\w+)(?:\([^`]*\))?`/g)]
      .map((m) => m[1])
      .filter((name) => !["ExecutionTarget", "inject", "readState", "advance", "import"].includes(name));
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !(name in library))).toEqual([]);
  });

  it("throws an EquipoiseError with a stable code for a file that is not there", () => {
    expect(read("docs/library.md")).toMatch(/its `code` does\s+not change between versions/);
    const open = () => library.loadDescription(join(folder.path, "none.yaml"));
    expect(open).toThrow(library.EquipoiseError);
    expect(open).toThrow(expect.objectContaining({ code: "file-unreadable" }));
  });

  it("takes the code of the first error where there are several, though a warning comes before it", () => {
    const several = new library.EquipoiseError([
      { code: "time-rounded", severity: "warning", message: "a delay moved" },
      { code: "unknown-key", severity: "error", message: "one" },
      { code: "bad-yaml", severity: "error", message: "two" },
    ]);
    expect(several.code).toBe("unknown-key");
    expect(several.at({ object: "it" })).toMatchObject({
      code: "unknown-key",
      message: expect.stringMatching(/^it: /),
    });
  });
});
