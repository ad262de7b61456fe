import { describe, expect, it } from "vitest";
import { LINE_EVERY, lineInterval, Progress, type ProgressView } from "./progress.js";

function progressOf(style: ProgressView["style"]): {
  progress: Progress;
  written: string[];
  wait: (ms: number) => void;
} {
  const written: string[] = [];
  let now = 1000;
  const progress = new Progress({ style, columns: 60, write: (text) => written.push(text), now: () => now });
  return { progress, written, wait: (ms) => (now += ms) };
}

describe("progress in a log", () => {
  it("says nothing in the first half minute, then one line every half minute", () => {
    const { progress, written, wait } = progressOf("lines");
    for (let s = 0; s < 95; s++) {
      progress.sink("run", s, 100);
      wait(1000);
    }
    expect(written).toHaveLength(3);
    expect(written[0]).toBe(" 30 %  run, 1/s, 70 s to go\n");
    for (const line of written) expect(line).not.toMatch(/[\r\x1b]/);
  });

  it("says again where it is while other threads work", () => {
    const { progress, written, wait } = progressOf("lines");
    progress.tick();
    wait(2 * LINE_EVERY);
    progress.tick();
    expect(written).toEqual([]);
    progress.sink("seeds", 0, 3);
    wait(LINE_EVERY);
    progress.tick();
    expect(written).toHaveLength(2);
    progress.clear();
    wait(LINE_EVERY);
    progress.tick();
    expect(written).toHaveLength(2);
  });
});

describe("the time between lines", () => {
  it.each([
    [undefined, LINE_EVERY],
    ["0.5", 500],
    ["0", LINE_EVERY],
    ["soon", LINE_EVERY],
  ])("with the environment's %s is %d ms", (seconds, ms) => {
    expect(lineInterval({ EQUIPOISE_PROGRESS_SECONDS: seconds })).toBe(ms);
  });
});

describe("progress on a terminal", () => {
  it("draws a bar that never wraps, ten times a second at most, and takes it away when done", () => {
    const { progress, written, wait } = progressOf("bar");
    progress.sink("a phase with a name that is longer than the terminal is wide", 1, 10);
    progress.sink("a phase with a name that is longer than the terminal is wide", 2, 10);
    expect(written).toHaveLength(1);
    wait(200);
    progress.sink("a phase with a name that is longer than the terminal is wide", 10, 10);
    expect(written).toHaveLength(3);
    for (const text of written) expect([...text.replace("\r\x1b[2K", "")].length).toBeLessThan(60);
    expect(written.at(-1)).toBe("\r\x1b[2K");
  });
});
