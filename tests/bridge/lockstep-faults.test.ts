/**
 * lockstep against hundreds of single-bit faults in small networks, with --block 100: those with an effect are found and named as an emulator with
 * the same fault gives it, and those without one are not.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { SpinnakerEmulator } from "../../emulator/spinnaker/emulator.js";
import { summed, type Audited, type BoardAudit } from "../../firmware-bridge/boards/audit.js";
import { lockstep } from "../../firmware-bridge/lockstep.js";
import { differenceText } from "../../src/cli/difference-text.js";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { CounterStream } from "../../src/numerics/philox.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import type { MachineImage, NeuronModel, Rounding } from "../../src/program/spinnaker/machine-image.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";
import { openOn, withoutExtensions } from "./firmware-boards.js";
import { openFpga } from "./fpga-boards.js";
import {
  buildFaultyFirmware,
  dialFaulty,
  expectedOf,
  faultyMachine,
  faultyProgram,
  FlippedEmulator,
  type Flip,
  type Named,
} from "./planted-faults.js";

const STEPS = 240;
const BLOCK = 100;
const OF_MCU = [
  "spikes",
  "synaptic-events",
  "neuron-updates",
  "ring-saturated-excitatory",
  "ring-saturated-inhibitory",
  "s1615-overflowed",
];
const OF_FPGA = ["spikes", "synaptic-events", "u-wrapped", "v-clipped-high", "v-clipped-low"];

interface Planted {
  readonly what: string;
  readonly board: () => Promise<ExecutionTarget>;
  readonly faulty: () => Promise<ExecutionTarget>;
  readonly good: () => Promise<ExecutionTarget>;
}

interface Outcome {
  readonly effects: number;
  readonly silent: number;
  readonly kinds: ReadonlySet<string>;
  readonly wrong: readonly { what: string; expected: Named | null; found: Named | null }[];
}

/** Plants faults until so many had an effect. What makes no sense, and what no board takes, is drawn again. */
async function plant(next: () => Planted, effects: number, counters?: readonly string[]): Promise<Outcome> {
  const wrong: { what: string; expected: Named | null; found: Named | null }[] = [];
  const kinds = new Set<string>();
  let [had, silent] = [0, 0];
  while (had < effects) {
    const { what, board, faulty, good } = next();
    try {
      const [a, b] = [await faulty(), await good()];
      const expected = await expectedOf(a, b, { steps: STEPS, block: BLOCK, counters });
      await Promise.all([a.close(), b.close()]);
      // Of those without effect, a few: that they raise no alarm.
      if (expected === null && ++silent > effects / 10) continue;
      const { difference, disturbance } = await lockstep(board, good, { steps: STEPS, block: BLOCK });
      if (JSON.stringify(difference) !== JSON.stringify(expected) || disturbance !== null)
        wrong.push({ what, expected, found: difference });
      if (expected === null) continue;
      had++;
      kinds.add(what.split(/[ [,]/)[0]);
    } catch (error) {
      if (!(error instanceof EquipoiseError)) throw error;
    }
  }
  return { effects: had, silent: Math.min(silent, effects), kinds, wrong };
}

const roundings: readonly Rounding[] = ["floor", "nearest_sat", "stochastic_sat"];
const models: readonly NeuronModel[] = ["IF_curr_exp", "IF_curr_delta", "IF_cond_exp"];
const machines = models.flatMap((model, m) =>
  roundings.map((rounding, r) =>
    withoutExtensions(
      randomMachine({ seed: 60 + 3 * m + r, model, rounding, stepsPerTick: 1 + (r % 2), violent: r === 1 }).image,
    ),
  ),
);
const networks = [21, 22, 23, 24, 25, 27].map((seed) =>
  balancedIntegerNetwork({
    seed,
    neurons: 24,
    inDegree: 6,
    profile: seed % 2 === 0 ? "lava" : "hw",
    steps: STEPS,
    violent: seed > 22,
  }),
);

const scratch = mkdtempSync(join(tmpdir(), "equipoise-faults-"));
let program = "";
beforeAll(() => void (program = buildFaultyFirmware(scratch)));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const emulatorOf = (machine: MachineImage) => () => Promise.resolve(new SpinnakerEmulator(machine));

function flipIn(machine: MachineImage, draw: CounterStream): Flip {
  const word = draw.below(4);
  // Counts of refractory steps are small.
  const bit = draw.below(word === 3 ? 6 : 32);
  return { tick: draw.below(STEPS), neuron: draw.below(machine.size), word, bit };
}

describe("one wrong bit", () => {
  it("of an image on the firmware is named as an emulator with the same bit has it", async () => {
    const draw = new CounterStream(5, 81);
    const { effects, silent, kinds, wrong } = await plant(
      () => {
        const machine = machines[draw.below(machines.length)];
        const { what, machine: broken } = faultyMachine(machine, draw);
        return {
          what,
          board: () => openOn(dialFaulty(program, null), broken),
          faulty: emulatorOf(broken),
          good: emulatorOf(machine),
        };
      },
      110,
      OF_MCU,
    );
    expect(wrong).toEqual([]);
    expect({ effects, silent: silent > 0 }).toEqual({ effects: 110, silent: true });
    for (const kind of [
      "synaptic",
      "change",
      "vInit",
      "vThreshold",
      "tauM",
      "iOffset",
      "tRefractory",
      "excitatoryInit",
    ])
      expect(kinds).toContain(kind);
  });

  it("of a state word of the firmware, once in a run, is named likewise", async () => {
    const draw = new CounterStream(6, 81);
    const { effects, wrong } = await plant(
      () => {
        const machine = machines[draw.below(machines.length)];
        const flip = flipIn(machine, draw);
        return {
          what: `state ${JSON.stringify(flip)}`,
          board: () => openOn(dialFaulty(program, flip), machine),
          faulty: () => Promise.resolve(new FlippedEmulator(machine, flip)),
          good: emulatorOf(machine),
        };
      },
      80,
      OF_MCU,
    );
    expect(wrong).toEqual([]);
    expect(effects).toBe(80);
  });

  it("of a program of the Loihi family is named likewise, between two emulators", async () => {
    const draw = new CounterStream(7, 81);
    const { effects, kinds, wrong } = await plant(() => {
      const { program: whole, target } = networks[draw.below(networks.length)];
      const { what, program: broken } = faultyProgram(whole, draw);
      const faulty = () => createEmulator(broken, target);
      return { what, board: faulty, faulty, good: () => createEmulator(whole, target) };
    }, 150);
    expect(wrong).toEqual([]);
    expect(effects).toBe(150);
    for (const kind of [
      "du",
      "dv",
      "refractory",
      "thresholds",
      "biasMantissa",
      "u0",
      "v0",
      "vmin",
      "vmax",
      "synapseMemory",
    ])
      expect(kinds).toContain(kind);
  });

  it("of an image on the simulated FPGA is named likewise", async () => {
    const draw = new CounterStream(8, 81);
    const { effects, wrong } = await plant(
      () => {
        const { program: whole, target } = networks[draw.below(networks.length)];
        const { what, program: broken } = faultyProgram(whole, draw);
        return {
          what,
          board: () => openFpga(broken, target),
          faulty: () => createEmulator(broken, target),
          good: () => createEmulator(whole, target),
        };
      },
      20,
      OF_FPGA,
    );
    expect(wrong).toEqual([]);
    expect(effects).toBe(20);
  });
});

/** An emulator that keeps its own sum, as boards do, and says of it and of its counters what `lie` makes of them. */
async function lying(of: Promise<ExecutionTarget>, lie: (audit: BoardAudit, step: number) => BoardAudit) {
  const target = await of;
  const side = summed(target);
  const line = { framingErrors: 0, overruns: 0 };
  const own: Partial<ExecutionTarget> & Audited = {
    counterLimits: { "v-clipped-high": 65_535 },
    advance: (steps, sink) => side.advance(steps, sink),
    audit: async () => lie({ ...(await side.audit()), line }, target.step),
  };
  return new Proxy(target, {
    get(inner, key) {
      const value: unknown = Reflect.get(key in own ? own : inner, key);
      return typeof value === "function" ? value.bind(key in own ? own : inner) : value;
    },
    has: (inner, key) => key in own || key in inner,
  });
}

describe("what is no state word", () => {
  const { program: whole, target } = networks[0];
  const along = (lie: Parameters<typeof lying>[1]) =>
    lockstep(
      () => lying(createEmulator(whole, target), lie),
      () => createEmulator(whole, target),
      { steps: STEPS, block: BLOCK },
    );

  it("a counter that alone is wrong is named, with the step", async () => {
    const { difference, steps } = await along((audit, step) =>
      step <= 130 ? audit : { ...audit, counters: { ...audit.counters, "u-wrapped": audit.counters["u-wrapped"] + 1 } },
    );
    expect(difference).toMatchObject({ step: 130, neuron: null, field: "counter u-wrapped" });
    expect(difference!.board).toBe(difference!.emulator + 1);
    expect(steps).toBe(100);
  });

  it("a counter that has stopped agrees with all that is larger", async () => {
    const counting = (board: number, emulator: number) =>
      lockstep(
        () =>
          lying(createEmulator(whole, target), (audit) => ({
            ...audit,
            counters: { ...audit.counters, "v-clipped-high": board },
          })),
        () =>
          lying(createEmulator(whole, target), (audit) => ({
            ...audit,
            counters: { ...audit.counters, "v-clipped-high": emulator },
          })),
        { steps: 5, block: 5 },
      );
    expect((await counting(65_535, 70_000)).difference).toBeNull();
    expect((await counting(65_535, 65_534)).difference).toMatchObject({ field: "counter v-clipped-high" });
  });

  it("a sum that differs where no word does is said to be that, with the step", async () => {
    const { difference, disturbance } = await along((audit, step) =>
      step <= 42 ? audit : { ...audit, stateSum: (audit.stateSum ^ 8) >>> 0 },
    );
    expect(difference).toMatchObject({ step: 42, neuron: null, field: "state sum" });
    expect(differenceText({ steps: 0, spikes: 0, words: 0, counters: {}, difference, disturbance })).toMatch(
      /^step 42, state sum: board \d+, emulator \d+; every word that can still be read agrees: .*; the 42 steps before agree$/,
    );
  });
});

describe("a bit that is wrong in one run only", () => {
  it("is called a disturbance that did not repeat, with the block in which it was", async () => {
    const machine = machines[0];
    const flip = { tick: 130, neuron: 1, word: 0, bit: 12 };
    const dial = dialFaulty(program, flip, null);
    const result = await lockstep(() => openOn(dial, machine), emulatorOf(machine), { steps: STEPS, block: BLOCK });
    expect(result.difference).not.toBeNull();
    expect(result.disturbance).toEqual({ from: 100, to: 200 });
    expect(result.steps).toBe(100);
    expect(differenceText(result)).toMatch(/^steps 100 to 199: a disturbance that did not repeat/);
  });
});
