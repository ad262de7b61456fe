/** A loop against the clock: what is late, what the plant gets then, and that a time which stands still between blocks is reckoned like one that runs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExecutionTarget, SpikeSink } from "../program/execution-target.js";
import { runClosedLoop } from "./closed-loop.js";
import type { Acted, Plant } from "./plant.js";
import { LoopSchedule, type LatePolicy } from "./real-time.js";

const PERIOD = 2;
const SETUP = {
  dt: 1,
  seed: 1,
  populations: [{ name: "all", first: 0, size: 1000 }],
  sources: [],
};

/** A network that takes `work[b]` ms for block b and fires neuron b in its first step. */
function loopOf(
  work: readonly number[],
  { late, deadlineMs, runs }: { late: LatePolicy; deadlineMs: number; runs: boolean },
) {
  let now = 0;
  let block = 0;
  const given: (readonly Acted[])[] = [];
  const target = {
    name: "clockwork",
    inject() {},
    advance(_steps: number, sink: SpikeSink) {
      now += work[block];
      sink(2 * block, Uint32Array.of(block), 1);
      block++;
      return Promise.resolve();
    },
  } as unknown as ExecutionTarget;
  const plant: Plant = { sense: () => [], act: (_from, _to, spikes) => void given.push(spikes), state: {} };
  const realTime = new LoopSchedule({
    periodMs: PERIOD,
    deadlineMs,
    late,
    now: () => now,
    hostNow: () => now,
    wait: runs ? (ms) => Promise.resolve(void (now += ms)) : null,
  });
  const done = runClosedLoop(target, SETUP, plant, { steps: 2 * work.length, block: 2, now: () => now, realTime });
  return { done, given, realTime };
}

const works = fc.array(fc.double({ min: 0.01, max: 4, noNaN: true }), { minLength: 1, maxLength: 40 });

describe("a loop in real time", () => {
  it("finds the late blocks that a schedule on paper has, whether time runs or stands still between blocks", async () => {
    let late = 0;
    await fc.assert(
      fc.asyncProperty(
        works,
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        fc.boolean(),
        async (work, deadlineMs, runs) => {
          const { done, given, realTime } = loopOf(work, { late: "hold", deadlineMs, runs });
          await done;
          let free = 0;
          const missed = work.map((ms, b) => {
            free = Math.max(free, b * PERIOD) + ms;
            return free - b * PERIOD > deadlineMs;
          });
          // Sums in another order may differ in the last bit.
          fc.pre(work.every((_, b) => Math.abs(deadlineMs - b) > 1e-9));
          const { report } = realTime;
          expect(report.missed).toBe(missed.filter(Boolean).length);
          expect(report.firstMissed).toBe(missed.includes(true) ? missed.indexOf(true) : null);
          expect([report.blocks, report.times.latency.count]).toEqual([work.length, work.length]);
          late += report.missed;
          // The plant holds the last input that came in time, at the same places of its block.
          let last: number | null = null;
          missed.forEach((was, b) => {
            if (!was) last = b;
            expect(given[b]).toEqual(last === null ? [] : [{ step: 2 * b, population: "all", id: last }]);
          });
        },
      ),
    );
    expect(late).toBeGreaterThan(100);
  });

  it("waits for a late answer and gives it to the plant, or stops with one sentence", async () => {
    const work = [1, 5, 1, 0.5, 0.5];
    const waiting = loopOf(work, { late: "wait", deadlineMs: 2, runs: true });
    await waiting.done;
    expect(waiting.given.map((spikes) => spikes[0].id)).toEqual([0, 1, 2, 3, 4]);
    // Block 1 begins at 2 and ends at 7; block 2, due at 4, ends at 8; block 3, due at 6, at 8.5, which is its deadline's side.
    expect(waiting.realTime.report).toMatchObject({ missed: 3, firstMissed: 1 });
    expect(waiting.realTime.report.begunLate.most).toBeCloseTo(3, 10);
    const stopping = loopOf(work, { late: "stop", deadlineMs: 2, runs: true });
    await expect(stopping.done).rejects.toMatchObject({
      exitCode: 6,
      diagnostics: [
        {
          code: "loop-late",
          message: "Block 1 was answered 5.000 ms after it was due to begin; its deadline was 2 ms.",
        },
      ],
    });
    expect(stopping.given.length).toBe(1);
  });
});
