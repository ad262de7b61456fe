/** RUN with a period on the firmware: in the simulated Pico's own time, and against this machine's clock. */
import { describe, expect, it } from "vitest";
import { BOARDS, LINK } from "./firmware-boards.js";
import { erased, pacedRun } from "./paced-run.js";

describe("RUN with a period", () => {
  it.each([300, 1000])(
    "begins a step every %i µs of the simulated Pico's time, without drift",
    async (periodUs) => {
      const steps = 40;
      const { seen, between } = await pacedRun({ dial: BOARDS.pico(), link: LINK, imageFor: erased, periodUs, steps });
      expect(seen.length).toBe(steps);
      // The host looks every few hundred µs of the board's time: a line of 1 Mbaud.
      seen.forEach((at, k) => expect(Math.abs(at - seen[0] - k * periodUs)).toBeLessThan(between + 50));
      expect(between).toBeLessThan(3000);
    },
    240_000,
  );

  it("does not begin a step before its time on this machine, and gets through", async () => {
    const [periodUs, steps] = [2000, 50];
    const { begun, seen } = await pacedRun({ dial: BOARDS.host(), link: LINK, imageFor: erased, periodUs, steps });
    expect(seen[steps - 1] - begun).toBeGreaterThan((steps - 1) * periodUs);
  });
});
