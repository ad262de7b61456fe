import { describe, expect, it } from "vitest";
import { intervalMark } from "./equivalence-plot.js";

const mark = (difference: number, lower: number, upper: number) =>
  intervalMark({ difference, lower, upper }, 13).markup;
const count = (markup: string, what: string) => markup.split(what).length - 1;

describe("intervalMark", () => {
  it("draws a bar with two ends and a dot inside the axis", () => {
    const markup = mark(0.2, -0.5, 0.9);
    expect([count(markup, 'class="interval"'), count(markup, 'class="arrow"'), count(markup, "<circle")]).toEqual([
      3, 0, 1,
    ]);
  });

  it("ends in an arrow where the interval leaves the axis", () => {
    const markup = mark(1, -0.5, 9);
    expect([count(markup, 'class="interval"'), count(markup, 'class="arrow"'), count(markup, "<circle")]).toEqual([
      2, 1, 1,
    ]);
  });

  it("writes out a difference that has left the axis", () =>
    expect(mark(-3.5, -4, -3)).toMatch(/text-anchor="start">−3.5</));

  it("shows the estimate alone without an interval, an arrow only on its side", () => {
    expect(mark(0.3, -Infinity, Infinity)).not.toMatch(/interval|arrow/);
    const far = mark(5, NaN, NaN);
    expect([count(far, 'class="interval"'), count(far, 'class="arrow"')]).toEqual([0, 1]);
    expect(far).toContain(">5<");
  });
});
