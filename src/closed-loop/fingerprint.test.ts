import fc from "fast-check";
import { expect, it } from "vitest";
import { Fingerprint } from "./fingerprint.js";

function of(numbers: Iterable<number>): string {
  const print = new Fingerprint();
  for (const number of numbers) print.number(number);
  return print.digest();
}

it("is another one for every other course, whatever changes in it, signs of whole numbers too", () => {
  const ones = (negative: readonly number[]) => Array.from({ length: 260 }, (_, k) => (negative.includes(k) ? -1 : 1));
  const all = [[], [50], [60], [50, 60], [10, 20], Array.from({ length: 200 }, (_, k) => k)].map((n) => of(ones(n)));
  expect(new Set(all).size).toBe(all.length);
  // No two share more than chance lets them: eight of sixteen digits.
  for (const [a, b] of all.flatMap((x, i) => all.slice(i + 1).map((y) => [x, y])))
    expect([...a].filter((digit, k) => digit === b[k]).length).toBeLessThan(8);
});

it("is that of SHA-256 over the float64, most significant byte first, however many there are", async () => {
  const numbers = fc.array(fc.double({ noNaN: true }), { maxLength: 1100 });
  await fc.assert(
    fc.asyncProperty(numbers, async (course) => {
      const bytes = new DataView(new ArrayBuffer(8 * course.length));
      course.forEach((number, k) => bytes.setFloat64(8 * k, number));
      const whole = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.buffer));
      expect(of(course)).toBe(Buffer.from(whole).toString("hex").slice(0, 16));
    }),
    { numRuns: 50 },
  );
});
