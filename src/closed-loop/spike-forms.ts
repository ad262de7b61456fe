/** The spikes of a block in the form in which a plant wants them, per population. */
import type { Acted, PlantSetup } from "./plant.js";
import type { Hello } from "./plant-protocol.js";

const MS_PER_SECOND = 1000;

export type SpikesOut = Readonly<Record<string, number | readonly (readonly [step: number, id: number])[]>>;

export class SpikeForms {
  /** Hz a neuron, low-passed; where the plant gave a tau. */
  private readonly filtered: Map<string, number>;

  constructor(
    private readonly setup: PlantSetup,
    private readonly hello: Pick<Hello, "spikes" | "tau">,
  ) {
    this.filtered = new Map(setup.populations.map(({ name }) => [name, 0]));
  }

  /** Of all populations, silent ones too. */
  of(spikes: readonly Acted[], from: number, to: number): SpikesOut {
    const { populations } = this.setup;
    if (this.hello.spikes === "ids") {
      const lists = new Map(populations.map(({ name }) => [name, [] as (readonly [number, number])[]]));
      for (const { step, population, id } of spikes) lists.get(population)!.push([step, id]);
      return Object.fromEntries(lists);
    }
    if (this.hello.spikes === "rates") return Object.fromEntries(this.rates(spikes, from, to));
    const counts = new Map(populations.map(({ name }) => [name, 0]));
    for (const { population } of spikes) counts.set(population, counts.get(population)! + 1);
    return Object.fromEntries(counts);
  }

  /** Mean over the neurons: of the block, or after its last step through r ← r + (r_step - r)·dt/tau with each step. */
  private rates(spikes: readonly Acted[], from: number, to: number): Map<string, number> {
    const { dt, populations } = this.setup;
    const { tau } = this.hello;
    const counts = new Map(populations.map(({ name }) => [name, new Uint32Array(to - from)]));
    for (const { step, population } of spikes) counts.get(population)![step - from]++;
    for (const { name, size } of populations) {
      const steps = counts.get(name)!;
      const hz = (count: number, duration: number) => (count * MS_PER_SECOND) / (size * dt * duration);
      if (tau === 0) {
        const sum = steps.reduce((n, count) => n + count, 0);
        this.filtered.set(name, hz(sum, Math.max(1, to - from)));
        continue;
      }
      let rate = this.filtered.get(name)!;
      for (const count of steps) rate += (hz(count, 1) - rate) * Math.min(1, dt / tau);
      this.filtered.set(name, rate);
    }
    return this.filtered;
  }
}
