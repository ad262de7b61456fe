/** A network over several processes has the spikes, counters, losses, state and checkpoints of one: all families, kernels and exchanges. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { KERNELS } from "../../emulator/loihi/kernel/kernels.js";
import { startReference } from "../../emulator/reference/reference.js";
import { createMachineEmulator } from "../../emulator/spinnaker/emulator-in-workers.js";
import { KERNELS as MACHINE_KERNELS } from "../../emulator/spinnaker/kernel/kernels.js";
import { parseDescription } from "../../src/description/load-description.js";
import type { SlicePlaces } from "../../src/environment/slice-places.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import { randomProgram } from "../random-program.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { openSession, type Session } from "./session.js";

const sessions: Session[] = [];
beforeAll(async () => {
  for (const [of, exchange] of [
    [2, "mesh"],
    [4, "mesh"],
    [4, "star"],
    [8, "mesh"],
  ] as const)
    sessions.push(await openSession(of, exchange));
});
afterAll(async () => {
  for (const session of sessions) await session.close();
});

interface Outcome {
  readonly raster: readonly string[];
  readonly state: unknown;
  readonly counters: unknown;
  readonly losses: unknown;
  readonly checkpoint: string;
}

/** Runs half of the steps, and the rest on a target of its own that was given the checkpoint of the first. */
async function outcomeOf(
  make: (places: SlicePlaces | undefined) => Promise<ExecutionTarget>,
  places: readonly (SlicePlaces | undefined)[],
  prepare: (target: ExecutionTarget) => void,
  steps: number,
): Promise<Outcome> {
  const raster: string[] = [];
  const half = steps >> 1;
  const advance = (target: ExecutionTarget, by: number) =>
    target.advance(by, (step, ids, count) => void raster.push(`${step}:${ids.subarray(0, count).join()}`));
  const first = await make(places[0]);
  let saved: Uint8Array;
  try {
    prepare(first);
    await advance(first, half);
    saved = await first.checkpoint();
  } finally {
    await first.close();
  }
  const second = await make(places[1]);
  try {
    await second.restore(saved);
    await advance(second, steps - half);
    return {
      raster,
      state: await second.readState([...Array(second.size).keys()]),
      counters: await second.counters(),
      losses: await second.losses!(),
      checkpoint: createHash("sha256")
        .update(await second.checkpoint())
        .digest("hex"),
    };
  } finally {
    await second.close();
  }
}

/** @param k which session the first half has; the second half has the next */
async function expectSame(
  make: (places: SlicePlaces | undefined) => Promise<ExecutionTarget>,
  steps: number,
  k: number,
  prepare: (target: ExecutionTarget) => void = () => {},
): Promise<void> {
  const alone = await outcomeOf(make, [undefined, undefined], prepare, steps);
  const pair = [sessions[k % sessions.length].places, sessions[(k + 1) % sessions.length].places];
  const apart = await outcomeOf(make, pair, prepare, steps);
  expect(apart).toEqual(alone);
}

const session = fc.nat(3);

describe("ranks", () => {
  it.each(KERNELS.map((kernel) => [kernel.name, kernel] as const))(
    "run random Loihi-style programs as one process does, 2, 4 and 8 of them, kernel %s",
    async (_name, kernel) => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            seed: fc.nat(1_000_000),
            profile: fc.constantFrom("lava" as const, "hw" as const),
            neurons: fc.integer({ min: 2, max: 40 }),
            minDelay: fc.constantFrom(0, 1, 5),
            maxDelay: fc.constantFrom(5, 63),
            violent: fc.boolean(),
          }),
          session,
          async (wanted, k) => {
            const { program, target, injected, steps } = randomProgram(wanted);
            const make = (places: SlicePlaces | undefined) => createEmulator(program, target, { places, kernel });
            await expectSame(make, steps, k, (emulator) => emulator.inject(injected));
          },
        ),
        { numRuns: 5, endOnFailure: true },
      );
    },
  );

  it.each(MACHINE_KERNELS.map((kernel) => [kernel.name, kernel] as const))(
    "run random SpiNNaker-style machines as one process does, kernel %s",
    async (_name, kernel) => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            seed: fc.nat(1_000_000),
            model: fc.constantFrom("IF_curr_exp" as const, "IF_curr_delta" as const, "IF_cond_exp" as const),
            rounding: fc.constantFrom("nearest_sat" as const, "stochastic_sat" as const),
            stepsPerTick: fc.constantFrom(1, 2),
            violent: fc.boolean(),
          }),
          session,
          async (wanted, k) => {
            const { image, injected, ticks } = randomMachine(wanted);
            const make = (places: SlicePlaces | undefined) => createMachineEmulator(image, { places, kernel });
            await expectSame(make, ticks, k, (emulator) => emulator.inject(injected));
          },
        ),
        { numRuns: 3, endOnFailure: true },
      );
    },
  );

  it.each(["wasm", "plain"] as const)(
    "run the reference of random networks as one process does, kernel %s",
    async (kernel) => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            seed: fc.nat(1_000_000),
            E: fc.integer({ min: 20, max: 90 }),
            delay: fc.constantFrom("0.5 ms", "1.5 ms", "{ uniform: [1 ms, 6 ms] }"),
            tau: fc.constantFrom("tau_syn: 5 ms,", "tau_syn: 2 ms,"),
          }),
          session,
          async ({ seed, E, delay, tau }, k) => {
            const network = drawNetwork(descriptionOf(seed, E, delay, tau));
            const make = async (places: SlicePlaces | undefined) => startReference(network, { places, kernel });
            await expectSame(make, 300, k);
          },
        ),
        { numRuns: 3, endOnFailure: true },
      );
    },
  );
});

function descriptionOf(seed: number, E: number, delay: string, tau: string) {
  const cell = `neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, ${tau} E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }`;
  const text = `
name: ranks
seed: ${seed}
timestep: 0.5 ms
duration: 150 ms
populations:
  E: { size: ${E}, ${cell}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }
  I: { size: 20, ${cell}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }
balanced:
  K: 15
  J: 12 mV
  weights: { E: { E: 1, I: -6 }, I: { E: 1, I: -5 } }
  drive: { E: 1, I: 0.8, rate: 60 Hz }
  delay: ${delay}
`;
  return parseDescription(text, "ranks.yaml", () => new Uint8Array(0)).description;
}
