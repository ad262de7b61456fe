/** Input sent while a board runs: everything, in order, and never more than its queue holds, however the board gets on. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { PacedInput } from "./paced-input.js";

const CAPACITY = 10;

describe("input for a board that runs", () => {
  it("is sent whole and in order, and fits the queue at every moment", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: CAPACITY - 1 }), { minLength: 1, maxLength: 80 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 6 })),
        async (counts, strides) => {
          const sent = new Map<number, readonly number[]>();
          let complete = 0;
          const held = () => [...sent].reduce((n, [step, ids]) => n + (step >= complete ? ids.length + 1 : 0), 0);
          const input = new PacedInput(0, counts.length, {
            capacity: CAPACITY,
            wordsOf: (ids) => ids + 1,
            inputOf: (step) => new Array<number>(counts[step]).fill(step),
            send(step, ids) {
              expect(step).toBeGreaterThanOrEqual(complete);
              sent.set(step, ids);
              expect(held()).toBeLessThanOrEqual(CAPACITY);
              return Promise.resolve();
            },
            name: "board",
          });
          while (complete < counts.length) {
            await input.fill(complete);
            // A board never gets past a step whose input it lacks: it would be the run's end.
            const lacks = counts.findIndex((count, step) => count > 0 && !sent.has(step));
            expect(lacks < 0 || lacks > complete).toBe(true);
            complete = Math.min(complete + 1 + (strides.next().value as number), lacks < 0 ? Infinity : lacks);
          }
          expect([...sent.keys()]).toEqual(counts.flatMap((count, step) => (count > 0 ? [step] : [])));
          sent.forEach((ids, step) => expect(ids.length).toBe(counts[step]));
        },
      ),
    );
  });

  it("names a step whose input no queue could hold, and says so where the board has gone on without it", async () => {
    const options = {
      capacity: CAPACITY,
      wordsOf: (ids: number) => ids + 1,
      inputOf: () => new Array<number>(CAPACITY).fill(1),
      name: "board:/dev/ttyUSB1",
    };
    await expect(new PacedInput(0, 5, { ...options, send: () => Promise.resolve() }).fill(0)).rejects.toThrow(
      /Step 0 has 10 spikes from outside, more than the queue of board:\/dev\/ttyUSB1, 10 words, holds/,
    );
    const refused = new EquipoiseError(
      [{ code: "board-refused", severity: "error", message: "The board refused INJECT: step 7 is the next." }],
      ExitCode.device,
    );
    const input = new PacedInput(0, 5, { ...options, inputOf: () => [1], send: () => Promise.reject(refused) });
    input.fillMeanwhile(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(() => input.fillMeanwhile(1)).toThrow(refused);
    expect(() => input.explain(refused)).toThrow(/after its step had begun \(up to step 4 it had been sent\)/);
    expect(() => input.explain(new Error("the cable"))).toThrow(/after its step/);
    expect(() =>
      new PacedInput(0, 5, { ...options, send: () => Promise.resolve() }).explain(new Error("the cable")),
    ).toThrow(/^the cable$/);
  });
});
