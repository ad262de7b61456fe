import { expect, it } from "vitest";
import { CounterStream } from "../../src/numerics/philox.js";
import { decodeProgram } from "../../src/program/decode.js";
import { encodeBody } from "../../src/program/encode.js";
import { equipoise } from "../../src/program/generated/program.js";
import { wrapBody } from "../../src/program/program-file.js";
import { sampleProgram } from "../../src/program/sample-program.fixture.js";
import { emulatorOf, utilisationOf } from "../../src/families/of-program.js";
import { attempt, judge, changedMessage, peakMegabytes, scrambled, type Tally } from "../fuzz/mutate.js";
import { smallProgram } from "../fuzz/programs.js";

const wire = equipoise.program.Program;
const CASES = 4_000;

it.each([
  ["a Loihi-style chip", () => [encodeBody(sampleProgram()), encodeBody(smallProgram("loihi1"))]],
  ["a SpiNNaker-style machine", () => [encodeBody(smallProgram("spinnaker1"))]],
])(
  "4,000 changed programs of %s are refused with a sentence, or run",
  async (what, bodyOf) => {
    const bodies = bodyOf();
    const tally: Tally = { accepted: 0, refused: 0 };
    for (let number = 0; number < CASES; number++) {
      const draw = new CounterStream(1, 50, number);
      const body = bodies[(number >> 2) % bodies.length];
      const bad = number % 4 === 0 ? scrambled(body, draw) : changedMessage(wire, body, draw);
      await attempt(tally, number, async () => {
        const program = decodeProgram(wrapBody(bad));
        utilisationOf(program);
        const emulator = await emulatorOf(program);
        await emulator.advance(12, () => {});
        await emulator.readState([0]);
        await emulator.counters();
        await emulator.close();
      });
    }
    expect(judge(`programs of ${what}`, tally)).toEqual({ refused: true, accepted: true });
    expect(peakMegabytes()).toBeLessThan(1000);
  },
  240_000,
);
