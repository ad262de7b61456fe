/**
 * Published networks run on the reference and on the SpiNNaker emulator: rates against the literature and against each other.
 * docs/published-networks.md has the longer runs, the peers, and where the numbers come from.
 */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createReference } from "../emulator/reference/reference.js";
import { PUBLISHED_RATES } from "../phenomena/networks/microcircuit.js";
import { loadDescription } from "../src/node/files/load-description.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { targetById } from "../src/targets/registry.js";
import { build } from "../src/measure/build.js";
import { defaultOptions } from "../src/options/check-options.js";

interface Runs {
  readonly populations: readonly string[];
  /** Hz, after the burn-in. */
  readonly reference: readonly number[];
  readonly target: readonly number[];
  readonly counters: Readonly<Record<string, number>>;
}

async function runBoth(example: string, duration: number): Promise<Runs> {
  const { description } = loadDescription(fileURLToPath(new URL(`../examples/${example}.yaml`, import.meta.url)));
  const target = targetById("spinnaker1");
  const { network, compiled } = build({ ...description, duration }, target, defaultOptions(target));
  const rates = async (on: ExecutionTarget) => {
    const spikes = new Float64Array(network.size);
    await on.advance(network.steps, (step, ids, count) => {
      if (step >= network.burnInSteps) for (let k = 0; k < count; k++) spikes[ids[k]]++;
    });
    const seconds = ((network.steps - network.burnInSteps) * network.dt) / 1000;
    return network.populations.map(
      ({ first, size }) => spikes.subarray(first, first + size).reduce((a, b) => a + b, 0) / size / seconds,
    );
  };
  const emulator = await compiled.createEmulator();
  return {
    populations: network.populations.map((p) => p.name),
    reference: await rates(createReference(network)),
    target: await rates(emulator),
    counters: await emulator.counters(),
  };
}

function expectNoOverflow(counters: Runs["counters"]): void {
  for (const name of ["ring-saturated-excitatory", "ring-saturated-inhibitory", "s1615-overflowed"])
    expect(counters[name]).toBe(0);
}

describe("Vogels & Abbott (2005)", () => {
  it("with currents fires at 4.5 to 6.5 Hz, as in Brian2, on both sides", async () => {
    const { reference, target, counters } = await runBoth("vogels-abbott-cuba", 1300);
    for (const rate of [...reference, ...target]) {
      expect(rate).toBeGreaterThan(4.5);
      expect(rate).toBeLessThan(6.5);
    }
    expectNoOverflow(counters);
  });

  it("with conductances keeps itself going at 14 to 23 Hz, as in Brian2, on both sides", async () => {
    const { reference, target, counters } = await runBoth("vogels-abbott-coba", 1300);
    for (const rate of [...reference, ...target]) {
      expect(rate).toBeGreaterThan(14);
      expect(rate).toBeLessThan(23);
    }
    expectNoOverflow(counters);
  });
});

describe("Potjans & Diesmann (2014) at 10 % of neurons and in-degrees", () => {
  it("has the published rates of the full model within 35 % or 0.4 Hz, and the chip those of the reference within 10 % or 0.1 Hz", async () => {
    const { populations, reference, target, counters } = await runBoth("microcircuit-10percent", 1300);
    expect(populations).toHaveLength(8);
    // populations are sorted by name, which here is their order in the paper
    populations.forEach((name, p) => {
      expect(Math.abs(reference[p] - PUBLISHED_RATES[p]), name).toBeLessThan(Math.max(0.35 * PUBLISHED_RATES[p], 0.4));
      expect(Math.abs(target[p] - reference[p]), name).toBeLessThan(Math.max(0.1 * reference[p], 0.1));
    });
    expectNoOverflow(counters);
  });
});
