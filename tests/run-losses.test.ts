/** A run in which registers overflow ends with a warning that names every population concerned, on every chip profile; a run in which none does ends without. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDescription } from "../src/description/load-description.js";
import type { RunLoss } from "../src/diagnostics/loss-ledger.js";
import { isOverflowCounter } from "../src/program/overflow-counters.js";
import { record } from "../src/recording/record.js";
import type { Recording } from "../src/recording/recording.js";
import { targetById } from "../src/targets/registry.js";
import { build } from "../src/measure/build.js";
import { lossContextOf } from "../src/families/loss-context.js";
import { runLossWarnings } from "../src/families/run-loss-warnings.js";
import { optionsWith } from "../src/options/check-options.js";

const chips = ["loihi1 lava", "loihi1 hw", "spinnaker1"] as const;
type Chip = (typeof chips)[number];

interface Case {
  readonly chip: Chip;
  /** Steps in which the sources of each population fire, by source. */
  readonly times: readonly [number[][], number[][]];
  readonly weights: readonly [number, number];
  /** How bad the pinned scale is; on SpiNNaker the weights grow instead, under a rule that leaves no head-room. */
  readonly strain: number;
}

const anyCase = (chip: Chip): fc.Arbitrary<Case> => {
  const times = fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 12,
  });
  const weight = fc.integer({ min: -400, max: 800 }).filter((w) => w !== 0);
  return fc.record({
    chip: fc.constant(chip),
    times: fc.tuple(times, times),
    weights: fc.tuple(weight, weight),
    strain: fc.constantFrom(1, 1, 100, 10_000, 400_000),
  });
};

function descriptionOf({ chip, times, weights, strain }: Case): string {
  const factor = chip === "spinnaker1" ? strain : 1;
  const cell =
    "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 0 ms }";
  const sorted = (lists: number[][]) => JSON.stringify(lists.map((list) => [...new Set(list)].sort((a, b) => a - b)));
  const stimulus = (name: string, k: 0 | 1) =>
    `  to ${name}: { type: spike_times, times: ${sorted(times[k])}, unit: 1 ms, target: ${name}, connect: all_to_all, weight: ${weights[k] * factor} pA, delay: 1 ms }`;
  return `name: strained\ntimestep: 1 ms\nduration: 60 ms\npopulations:\n  left: { size: 3, neuron: ${cell} }\n  right: { size: 4, neuron: ${cell} }\nstimuli:\n${stimulus("left", 0)}\n${stimulus("right", 1)}\n`;
}

async function runOf(
  of: Case,
  workers = 1,
): Promise<{ recording: Recording; warnings: ReturnType<typeof runLossWarnings> }> {
  const [id, profile] = of.chip.split(" ");
  const target = targetById(id);
  const strained =
    id === "spinnaker1"
      ? { shiftRule: "published" }
      : { profile, scale: 20_000 * Math.max(1, Math.log10(of.strain) * 40) };
  const options = optionsWith(target, strained);
  const { description } = parseDescription(descriptionOf(of), "strained.yaml", () => new Uint8Array(0));
  const { network, compiled } = build(description, target, options);
  const emulator = await compiled.createEmulator({ workers });
  try {
    const recording = await record(emulator, {
      network: network.name,
      seed: network.seed,
      populations: network.populations,
      steps: network.steps,
    });
    return { recording, warnings: runLossWarnings([recording.losses!], lossContextOf(compiled, options)) };
  } finally {
    await emulator.close();
  }
}

/** Populations with an overflow counter that is not zero. */
function concerned(counters: Readonly<Record<string, number>>): string[] {
  return [
    ...new Set(
      Object.entries(counters)
        .filter(([name, count]) => count > 0 && isOverflowCounter(name) && name.includes(":"))
        .map(([name]) => name.split(":")[1]),
    ),
  ].sort();
}

describe.each(chips)("a strained network on %s", (chip) => {
  it("ends with a warning for each population that overflowed, and with none where nothing did", async () => {
    const seen = { lost: 0, clean: 0 };
    await fc.assert(
      fc.asyncProperty(anyCase(chip), async (of) => {
        const { recording, warnings } = await runOf(of);
        const names = concerned(recording.counters);
        expect(
          warnings.map(({ message }) => /^Registers of population (\w+) overflowed/.exec(message)![1]).sort(),
        ).toEqual(names);
        for (const warning of warnings)
          expect(warning).toMatchObject({
            severity: "warning",
            code: "run-overflowed",
            hint: expect.stringMatching(chip === "spinnaker1" ? /--shift-rule|S16\.15/ : /--scale/) as string,
          });
        for (const loss of recording.losses!)
          expect(loss.count).toBe(recording.counters[`${loss.counter}:${loss.population}`]);
        expect(recording.losses!.reduce((sum, { count }) => sum + count, 0)).toBe(sumOfParts(recording.counters));
        seen[names.length > 0 ? "lost" : "clean"]++;
      }),
      { numRuns: 60 },
    );
    expect(seen.lost).toBeGreaterThan(3);
    expect(seen.clean).toBeGreaterThan(3);
  });
});

function sumOfParts(counters: Readonly<Record<string, number>>): number {
  return Object.entries(counters).reduce(
    (sum, [name, count]) => (isOverflowCounter(name) && name.includes(":") ? sum + count : sum),
    0,
  );
}

describe("losses by population and neuron", () => {
  const volley: Case = {
    chip: "loihi1 hw",
    times: [[[5, 20], [5, 20], [5], [5], [5], [5], [5], [5]], [[7]]],
    weights: [800, 10],
    strain: 400_000,
  };

  it("are the same for any number of workers", async () => {
    const one = await runOf(volley);
    expect(one.recording.losses!.length).toBeGreaterThan(0);
    for (const workers of [2, 3]) expect((await runOf(volley, workers)).recording.losses).toEqual(one.recording.losses);
  });

  it("name the neurons, the share of updates and how far the register was off", async () => {
    const { recording, warnings } = await runOf(volley);
    const wrapped = recording.losses!.find((loss): loss is RunLoss => loss.counter === "accumulator-wrapped")!;
    expect(wrapped).toMatchObject({
      when: "run",
      kind: "accumulator-wrapped",
      where: "population left",
      of: 3 * 60,
      neurons: { of: 3, count: 3 },
    });
    expect(wrapped.demand).toBeGreaterThan(1);
    expect(wrapped.neurons!.worst.map(({ neuron }) => neuron)).toEqual([0, 1, 2]);
    expect(warnings[0].message).toMatch(
      /^Registers of population left overflowed while running: .*in 3 of 3 neurons, neurons 0 \(\d+\), 1 \(\d+\) and 2 \(\d+\), given up to [\d.]+ times what it holds/,
    );
    expect(warnings[0].hint).toMatch(/--scale \d+ instead of [\d.e+]+ LSB per mV/);
  });
});
