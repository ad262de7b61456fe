/** Lava's graphs as integer networks (python/equipoise/lava.py): the same spikes, u and v as Lava's own run. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import "../../../src/node/environment.js";
import { compileIntegersForLoihi } from "../../../compiler/loihi/compile-integers.js";
import { emulatorOf } from "../../../src/families/of-program.js";
import type { LoihiIntegers } from "../../../src/interchange/integers/loihi-integers.js";
import { readIntegers } from "../../../src/interchange/integers/read-integers.js";
import { readNpz } from "../../../src/recording/npz-reader.js";
import type { Program } from "../../../src/program/program.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import { ROOT } from "../../../scripts/python-environments.js";
import { matrixOf, objectOf, readVector } from "../../golden/replay/vector.js";
import { compareWithOurs, inFolder, python } from "./lava-run.js";

const LONG = 300_000;
const GRAPHS = join(ROOT, "tests/doors/lava/graphs.py");
const VECTOR = join(ROOT, "tests/golden/loihi/g_ei_tutorial02_fixed.json.gz");

function programIn(folder: string): { integers: LoihiIntegers; program: Program } {
  const integers = readIntegers({
    text: readFileSync(join(folder, "network.json"), "utf8"),
    arrays: (name) => readFileSync(join(folder, name)),
  }) as LoihiIntegers;
  return { integers, program: compileIntegersForLoihi(integers, LOIHI1, { profile: "lava", oversize: true }).program };
}

describe("a graph of Lava comes in", () => {
  it(
    "as the network of Lava's tutorial, with all 61,598 spikes that Lava recorded",
    () =>
      inFolder(async (folder) => {
        await python(GRAPHS, "tutorial", VECTOR, folder);
        const { integers, program } = programIn(folder);
        expect(integers.groups).toMatchObject([{ signMode: "mixed", weightExponent: 0, weightBits: 8 }]);
        const expected = matrixOf(objectOf(objectOf(readVector(VECTOR), "expected"), "lif"), "spikes");
        const ours: number[][] = [];
        const emulator = await emulatorOf(program);
        await emulator.advance(1000, (step, ids, count) => ours.push([step, ...ids.subarray(0, count)]));
        await emulator.close();
        expect(ours).toEqual(expected.filter((row) => row.length > 1));
        expect(ours.reduce((sum, row) => sum + row.length - 1, 0)).toBe(61_598);
      }),
    LONG,
  );

  it(
    "with delays, payloads, sparse weights and reshaped ports, u and v included",
    () =>
      inFolder(async (folder) => {
        const said = await python(GRAPHS, "mixed", folder);
        expect(said).toContain("neurons=32");
        const { program } = programIn(folder);
        const recorded = readNpz(readFileSync(join(folder, "recording.npz")), "recording.npz");
        const { spikes, difference } = await compareWithOurs(recorded, program, 120);
        expect(difference).toBeNull();
        expect(spikes).toBeGreaterThan(200);
      }),
    LONG,
  );

  it.each([
    ["floating", "du of cells is 0.1, no integer"],
    ["refractory", "give profile='hw'"],
    ["ternary", "ternary, which feeds Process_"],
    ["endless", "give steps=…"],
  ])(
    "or is refused with a sentence: %s",
    (name, sentence) =>
      inFolder(async (folder) => {
        expect(await python(GRAPHS, "refused", name, folder)).toContain(sentence);
        expect(existsSync(join(folder, "network.json"))).toBe(false);
      }),
    LONG,
  );
});
