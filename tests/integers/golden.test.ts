/** The golden vectors of Loihi-style chips, each written to the files of an integer network, read again and compiled, are reproduced all the same. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import "../../src/node/environment.js";
import { compileIntegersForLoihi } from "../../compiler/loihi/compile-integers.js";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { integersOf } from "../../src/interchange/integers/of-program.js";
import { readIntegers } from "../../src/interchange/integers/read-integers.js";
import { writeIntegers } from "../../src/interchange/integers/write-integers.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { replayFile } from "../golden/replay/replay.js";
import { readVector, stringOf } from "../golden/replay/vector.js";

function throughFiles(program: LoihiProgram, target: LoihiTarget): LoihiProgram {
  const { text, arrays } = writeIntegers(integersOf(program, target));
  const bytes = Buffer.concat([...arrays()]);
  const integers = readIntegers({ text, arrays: () => bytes, targetOf: () => target });
  if (integers.family !== "loihi") throw new Error("another family");
  return compileIntegersForLoihi(integers, target, JSON.parse(integers.options) as object).program;
}

describe.each(["loihi", "loihi-hw"])("golden vectors of %s as integer networks", (family) => {
  const folder = join(import.meta.dirname, "../golden", family);
  const networks = readdirSync(folder).filter((file) =>
    /network$/.test(stringOf(readVector(join(folder, file)), "type")),
  );

  it("are networks", () => expect(networks.length).toBeGreaterThan(3));

  it.each(networks)("%s is reproduced in every recorded value", async (file) => {
    const report = await replayFile(join(folder, file), {
      open: (program, target) => createEmulator(throughFiles(program, target), target),
    });
    expect(report.difference).toBeNull();
    expect(Object.values(report.compared).reduce((a, b) => a + b, 0)).toBeGreaterThan(50);
  });
});
