import { describe, expect, it } from "vitest";
import { cancellationBars, drivesOf } from "./cancellation-bars.js";
import { verificationFixture } from "./report.fixture.js";

const drives = drivesOf(verificationFixture({ seeds: 1, duration: 600 }));
const withCurrents = (excitatory: number, inhibitory: number) => {
  const currents = {
    ...drives[0].reference,
    excitatory,
    inhibitory,
    net: excitatory + inhibitory,
    residual: Math.abs(excitatory + inhibitory) / excitatory,
  };
  return cancellationBars([{ population: "E", reference: currents, target: currents }])!.markup;
};

/** [x, width] of the bars of the first side. */
function barsOf(markup: string): number[][] {
  return [...markup.matchAll(/<rect class="bar[^"]*" x="([\d.]+)" y="\d+" width="([\d.]+)"/g)]
    .slice(0, 3)
    .map(([, x, width]) => [Number(x), Number(width)]);
}

describe("cancellationBars", () => {
  it("lets inhibition come back from the end of excitation, leaving the net: 1000 − 900 = 100 pA", () => {
    const markup = withCurrents(1000, -900);
    const [[e0, e], [i0, i], [n0, n]] = barsOf(markup);
    expect(i / e).toBeCloseTo(0.9, 3);
    expect(n / e).toBeCloseTo(0.1, 3);
    expect(e0).toBe(n0);
    expect(i0 + i).toBeCloseTo(e0 + e, 0);
    expect(markup).toContain("100 pA (10 %)");
  });

  it("draws a net inhibition to the left of zero", () => {
    const [[e0], , [n0, n]] = barsOf(withCurrents(100, -250));
    expect(n0 + n).toBeCloseTo(e0, 0);
    expect(n0).toBeLessThan(e0);
  });

  it("draws only finite places where nothing was measured, and nothing without populations", () => {
    expect(withCurrents(NaN, NaN)).not.toMatch(/(?:x|width|d)="[^"]*NaN/);
    expect(cancellationBars([])).toBeNull();
  });
});
