/** The two files of an integer network: written, read, written again. */
import { describe, expect, it } from "vitest";
import "../../src/node/environment.js";
import { compileQuantized } from "../../compiler/loihi/compile-quantized.js";
import { randomQuantized } from "../../compiler/loihi/random-integer-network.fixture.js";
import { integersOf } from "../../src/interchange/integers/of-program.js";
import { readIntegers } from "../../src/interchange/integers/read-integers.js";
import { writeIntegers } from "../../src/interchange/integers/write-integers.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";

describe("the files", () => {
  it("round trip", () => {
    const wanted = { neurons: 1500, indegree: 40, sources: 50, sourceIndegree: 5, maxDelay: 9, profiles: 3 };
    const integers = integersOf(compileQuantized(randomQuantized(wanted), LOIHI1, { profile: "lava" }).program);
    const { text, arrays } = writeIntegers(integers);
    const bytes = Buffer.concat([...arrays()]);
    const read = readIntegers({ text, arrays: () => bytes });
    const again = writeIntegers(read);
    expect(again.text).toBe(text);
    expect(Buffer.concat([...again.arrays()]).equals(bytes)).toBe(true);
  });
});
