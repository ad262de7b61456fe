/** The SpiNNaker emulator against a naive oracle in BigInt, on random machines: every state word, spike and counter. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SpinnakerEmulator } from "../emulator/spinnaker/emulator.js";
import type { KernelFactory } from "../emulator/spinnaker/kernel/kernel.js";
import { KERNELS } from "../emulator/spinnaker/kernel/kernels.js";
import { ONE_BY_ONE_KERNEL } from "../emulator/spinnaker/kernel/one-by-one-kernel.js";
import { PLAIN_KERNEL } from "../emulator/spinnaker/kernel/plain-kernel.js";
import type { NeuronModel, Rounding } from "../src/program/spinnaker/machine-image.js";
import { NaiveMachine } from "./spinnaker-oracle.js";
import { randomMachine, type Wanted } from "./random-spinnaker-image.js";

const anyMachine = fc.record<Wanted>({
  seed: fc.nat(1_000_000),
  model: fc.constantFrom<NeuronModel>("IF_curr_exp", "IF_curr_delta", "IF_cond_exp"),
  rounding: fc.constantFrom<Rounding>("floor", "floor", "nearest_sat", "stochastic_sat"),
  stepsPerTick: fc.constantFrom(1, 1, 2, 3),
  violent: fc.boolean(),
});

const PLAIN_ELSEWHERE: KernelFactory = {
  ...PLAIN_KERNEL,
  name: "plain, in shared memory",
  allocate: (bytes) => ({ buffer: new SharedArrayBuffer(bytes + 4096), base: 1024 }),
};

const kernels: readonly [string, KernelFactory][] = [...KERNELS, PLAIN_ELSEWHERE].map((kernel) => [
  kernel.name,
  kernel,
]);

describe.each(kernels)("the SpiNNaker emulator with the kernel %s", (_name, kernel) => {
  it("gives every spike, state word, saturation, carry and overflow of the naive machine", async () => {
    const seen = { spikes: 0, saturations: 0, overflows: 0, carries: 0, skipped: 0 };
    await fc.assert(
      fc.asyncProperty(anyMachine, async (wanted) => {
        const { image, injected, ticks } = randomMachine(wanted);
        const emulator = new SpinnakerEmulator(image, { kernel });
        emulator.inject(injected);
        const { machine } = emulator;
        const oracle = new NaiveMachine(image, injected);
        const ids = Array.from({ length: image.size }, (_, i) => i);
        for (let tick = 0; tick < ticks; tick++) {
          await emulator.advance(1, () => {});
          expect([...machine.fired.subarray(0, machine.firedCount)]).toEqual(oracle.advance());
          const { v, excitatory, inhibitory, refractory } = await emulator.readState(ids);
          const naive = oracle.neurons();
          expect([...v, ...excitatory, ...inhibitory, ...refractory]).toEqual(
            (["v", "exc", "inh", "dead"] as const).flatMap((field) => naive.map((neuron) => Number(neuron[field]))),
          );
        }
        const { saturations, carries, overflows } = emulator.neuronLosses();
        oracle.neurons().forEach((neuron, i) => {
          expect([saturations[0][i], saturations[1][i]]).toEqual(neuron.saturations);
          expect([carries[0][i], carries[1][i]]).toEqual(neuron.carries);
          expect(overflows[i]).toBe(neuron.overflows);
          seen.carries += neuron.carries[0] + neuron.carries[1];
        });
        expect(machine.totals).toMatchObject({
          events: oracle.events,
          saturations: oracle.saturations,
          skipped: oracle.skipped,
        });
        seen.spikes += machine.totals.spikes;
        seen.saturations += oracle.saturations;
        seen.overflows += overflows.reduce((a, b) => a + b, 0);
        seen.skipped += oracle.skipped;
      }),
      { numRuns: 120 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  it("continues with the same bits from a checkpoint taken at any tick", async () => {
    await fc.assert(
      fc.asyncProperty(anyMachine, fc.integer({ min: 0, max: 69 }), async (wanted, at) => {
        const { image, injected, ticks } = randomMachine(wanted);
        const straight = new SpinnakerEmulator(image);
        straight.inject(injected);
        await straight.advance(at, () => {});
        const bytes = await straight.checkpoint();
        const resumed = new SpinnakerEmulator(image, { kernel });
        await resumed.advance(11, () => {});
        await resumed.restore(bytes);
        await straight.advance(ticks - at, () => {});
        await resumed.advance(ticks - at, () => {});
        expect(await resumed.counters()).toEqual(await straight.counters());
        expect(resumed.neuronLosses()).toEqual(straight.neuronLosses());
        expect(await resumed.checkpoint()).toEqual(await straight.checkpoint());
      }),
      { numRuns: 30 },
    );
  });

  it("goes on from the same checkpoint where the synaptic words were let go", async () => {
    await fc.assert(
      fc.asyncProperty(anyMachine, fc.integer({ min: 0, max: 69 }), async (wanted, at) => {
        const kept = new SpinnakerEmulator(randomMachine(wanted).image, { kernel });
        const { image } = randomMachine(wanted);
        const released = new SpinnakerEmulator(image, { kernel, releases: true });
        if (kernel !== ONE_BY_ONE_KERNEL)
          expect(() => image.cores.map(({ words }) => words)).toThrow("words was released, and is read again");
        await kept.advance(at, () => {});
        await released.advance(at, () => {});
        const bytes = await kept.checkpoint();
        expect(await released.checkpoint()).toEqual(bytes);
        await released.advance(5, () => {});
        await released.restore(bytes);
        await kept.advance(20, () => {});
        await released.advance(20, () => {});
        expect(await released.checkpoint()).toEqual(await kept.checkpoint());
        expect(await released.counters()).toEqual(await kept.counters());
      }),
      { numRuns: 10 },
    );
  });

  it("refuses the checkpoint of another machine", async () => {
    const wanted: Wanted = { seed: 1, model: "IF_curr_exp", rounding: "floor", stepsPerTick: 1, violent: false };
    const bytes = await new SpinnakerEmulator(randomMachine(wanted).image).checkpoint();
    const other = new SpinnakerEmulator(randomMachine({ ...wanted, rounding: "nearest_sat" }).image);
    await expect(other.restore(bytes)).rejects.toThrow(/another program/);
  });
});
