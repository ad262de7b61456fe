import { constants, gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { CounterStream } from "../../src/numerics/philox.js";
import { verificationFixture } from "../../src/report/report.fixture.js";
import { renderReport } from "../../src/report/render-report.js";
import { decodeVerification, encodeVerification, VERIFICATION_FORMAT } from "../../src/verify/codec.js";
import { attempt, judge, changeFields, peakMegabytes, scrambled, type Tally } from "../fuzz/mutate.js";

const CASES = 2_500;
/** Every so many: a page takes some milliseconds, and so does a verification with attribution. */
const RENDERED = 10;
const WHOLE = 10;

const whole = verificationFixture({
  populations: [
    { name: "E", size: 6, rate: 11 },
    { name: "I", size: 3, rate: 9 },
  ],
  duration: 120,
  burnIn: 20,
  dt: 1,
  seeds: 2,
  cores: 2,
});
const file = encodeVerification(whole);
const json = gunzipSync(file);
const small = gunzipSync(
  encodeVerification(
    verificationFixture({
      populations: [{ name: "E", size: 4, rate: 30 }],
      duration: 70,
      burnIn: 10,
      dt: 1,
      seeds: 2,
      cores: 1,
      attribution: false,
    }),
  ),
);

function zipped(text: string | Uint8Array): Uint8Array {
  return gzipSync(text, { level: constants.Z_NO_COMPRESSION });
}

it("gives back what was saved", () => {
  expect(decodeVerification(file)).toEqual(whole);
});

it("2,500 changed verifications are refused with a sentence, or make a report", async () => {
  const tally: Tally = { accepted: 0, refused: 0 };
  for (let number = 0; number < CASES; number++) {
    const draw = new CounterStream(5, 50, number);
    const text = number % WHOLE === 0 ? json : small;
    let bad: string | Uint8Array;
    if (number % 4 === 3) bad = scrambled(text, draw);
    else {
      const parsed = JSON.parse(text.toString()) as object;
      changeFields(parsed, draw);
      bad = JSON.stringify(parsed);
    }
    await attempt(tally, number, () => {
      const read = decodeVerification(zipped(bad));
      if (tally.accepted % RENDERED === 0) renderReport(read);
    });
  }
  expect(judge("verifications", tally)).toEqual({ refused: true, accepted: true });
  expect(peakMegabytes()).toBeLessThan(1000);
});

describe("what is no verification", () => {
  it.each(["{}", '{"runs":[]}', '{"network":null}', "0", "[]", "null"])("%s", (text) => {
    expect(() =>
      decodeVerification(gzipSync(`{"format":${VERIFICATION_FORMAT},"verification":${text}}`), "x.eqv"),
    ).toThrow(/x\.eqv is not a whole verification/);
  });

  it("a code, a kind of loss or a counter that this version does not know", () => {
    const said = (change: (v: { diagnostics: { code: string }[]; ledger: { kind: string }[] }) => void) => {
      const parsed = JSON.parse(json.toString()) as { verification: Parameters<typeof change>[0] };
      change(parsed.verification);
      return () => decodeVerification(zipped(JSON.stringify(parsed)), "x.eqv");
    };
    expect(said((v) => (v.diagnostics[0].code = "no-such-code"))).toThrow(
      /diagnostics\.0\.code: it is no diagnostic code/,
    );
    expect(said((v) => (v.ledger[0].kind = "toString"))).toThrow(/ledger\.0\.kind: it is no kind of loss/);
    expect(said((v) => Object.assign(v.ledger[0], { counter: "spikes" }))).toThrow(
      /counter: it is no counter of losses/,
    );
    expect(said((v) => (v.ledger[0].kind = "delay-clipped"))).not.toThrow();
  });

  it.each(["network", "detail", "verdict", "runs", "prediction", "target"])("a part that is a number: %s", (part) => {
    const parsed = JSON.parse(json.toString()) as { verification: Record<string, unknown> };
    parsed.verification[part] = 0;
    expect(() => decodeVerification(zipped(JSON.stringify(parsed)), "x.eqv")).toThrow(
      /x\.eqv is not a whole verification/,
    );
  });

  it("what is no object at all", () => {
    for (const text of ["null", "7", "[]", '"x"'])
      expect(() => decodeVerification(gzipSync(text))).toThrow(/not a saved verification/);
  });

  it("a file that unpacks to more than any has", () => {
    const bomb = gzipSync(Buffer.alloc(401_000_000, 0x20), { level: 9 });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(() => decodeVerification(bomb, "bomb.eqv")).toThrow(/bomb\.eqv has more than 400 MB/);
  });

  it("a file of more values than any has", () => {
    const many = gzipSync(`{"format":${VERIFICATION_FORMAT},"verification":[${"{},".repeat(6_000_000)}0]}`);
    expect(() => decodeVerification(many, "many.eqv")).toThrow(/many\.eqv has more than 10000000 values/);
  });
});
