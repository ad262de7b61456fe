/** What the latency timer of an FTDI chip costs a loop of single steps, and what low latency and the event character win. docs/bench.md has the figures. */
import { describe, expect, it } from "vitest";
import { BoardEndpoint } from "../../firmware-bridge/protocol/board-endpoint.js";
import { BoardRun } from "../../firmware-bridge/protocol/board-run.js";
import { DEFAULT_LINK } from "../../firmware-bridge/protocol/link-options.js";
import { TestCore } from "../../firmware-bridge/protocol/test-board.fixture.js";
import { deploy } from "../../firmware-bridge/protocol/upload.js";
import { throughFtdi, type FtdiOptions } from "../../firmware-bridge/transport/ftdi-transport.js";
import { memoryLine } from "../../firmware-bridge/transport/memory-transport.js";
import { VirtualClock } from "../../firmware-bridge/transport/virtual-clock.js";

const STEPS = 200;
/** ms, each way: about the bytes of a step at 1 Mbaud. */
const LINE_MS = 0.5;

/** Round trips of single steps, ms, ascending; the plant takes from 0 to 5 ms between two. */
async function roundTrips(
  ftdi: FtdiOptions | null,
): Promise<{ readonly trips: Float64Array; readonly spikes: number }> {
  const clock = new VirtualClock();
  const board = new BoardEndpoint(new TestCore(), clock);
  const dial = () => {
    const [host, far] = memoryLine(clock, LINE_MS);
    board.attach(far);
    return Promise.resolve(ftdi === null ? host : throughFtdi(host, clock, ftdi));
  };
  const trips = new Float64Array(STEPS);
  let spikes = 0;
  const work = async () => {
    const host = await deploy(dial, clock, { ...DEFAULT_LINK, session: 5 }, () => Uint8Array.of(1, 2, 3));
    const run = new BoardRun(host, clock);
    for (let step = 0; step < STEPS; step++) {
      await new Promise<void>((resolve) => void clock.after(((step * 37) % 50) / 10, resolve));
      const begun = clock.now;
      await run.stepTo(step + 1, (_step, ids) => void (spikes += ids.length));
      trips[step] = clock.now - begun;
    }
    host.close();
  };
  await clock.until(work());
  return { trips: trips.sort(), spikes };
}

const median = (sorted: Float64Array) => sorted[sorted.length >>> 1];

describe("an FTDI chip between host and board", () => {
  it("costs a loop up to its timer a step, 16 ms or 1, and nothing where the end of a frame is its event character", async () => {
    const bare = await roundTrips(null);
    const as = (latencyTimerMs: number, eventCharacter: number | null) =>
      roundTrips({ latencyTimerMs, eventCharacter });
    const [shipped, low, event] = [await as(16, null), await as(1, null), await as(16, 0)];
    // What docs/bench.md says.
    const figures = [bare, shipped, low, event].map(({ trips }) =>
      [median(trips), trips[STEPS - 1]].map((ms) => ms.toFixed(1)),
    );
    expect(figures).toEqual([
      ["2.0", "2.0"],
      ["13.6", "18.0"],
      ["2.6", "3.0"],
      ["2.0", "2.0"],
    ]);
    // The board looks at its line every millisecond.
    expect(median(bare.trips)).toBeCloseTo(2 * LINE_MS + 1, 6);
    expect(median(shipped.trips)).toBeGreaterThan(10);
    expect(shipped.trips.at(-1)).toBeLessThanOrEqual(2 * LINE_MS + 1 + 16 + 1e-6);
    expect(median(low.trips)).toBeLessThan(2 * LINE_MS + 2);
    expect(low.trips.at(-1)).toBeLessThanOrEqual(2 * LINE_MS + 2 + 1e-6);
    expect([...event.trips]).toEqual([...bare.trips]);
    for (const { spikes } of [shipped, low, event]) expect(spikes).toBe(bare.spikes);
    expect(bare.spikes).toBeGreaterThan(500);
  });
});
