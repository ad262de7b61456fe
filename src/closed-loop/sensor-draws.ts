/**
 * Spikes of what a plant senses. Per source it may give
 *
 *   120.5                          a rate: each of its ids spikes with rate·dt a step
 *   { rates: [10, 0, …] }          a rate for each id
 *   [3, 17]                        these ids spike once, in the first step of the block
 *   [[step, id, count], …]         what spikes when, and how often at once
 *
 * Draws are counter-based, one for each seed, source, step and id: no answer of a plant moves the draws of another step or source.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { CounterStream, streamOf } from "../numerics/philox.js";
import type { PlantPart, PlantSetup, Sensed } from "./plant.js";
import type { SenseValues } from "./plant-protocol.js";

const MS_PER_SECOND = 1000;
const FORMS = "a rate in Hz, { rates: [one for each id] }, [id, …] or [[step, id, count], …]";

export class SensorDraws {
  private readonly draws: CounterStream;
  private readonly sources: ReadonlyMap<string, PlantPart>;

  constructor(private readonly setup: PlantSetup) {
    this.draws = new CounterStream(setup.seed, 0);
    this.sources = new Map(setup.sources.map((source) => [source.name, source]));
  }

  /** The spikes of steps from … to-1. Ids and steps are passed on as they are. @throws EquipoiseError `loop-source`, `plant-rate`, `plant-malformed` */
  spikes(sense: SenseValues, from: number, to: number): Sensed[] {
    const sensed: Sensed[] = [];
    for (const [name, value] of Object.entries(sense)) {
      const source = this.sources.get(name);
      if (source === undefined)
        fail("loop-source", `the plant senses by "${name}", which is no host source of the network`, {
          hint: `its host sources: ${[...this.sources.keys()].join(", ") || "none"}`,
        });
      this.take(source, value, from, to, sensed);
    }
    return sensed;
  }

  private take(source: PlantPart, value: unknown, from: number, to: number, sensed: Sensed[]): void {
    const { name, size } = source;
    if (typeof value === "number") return this.draw(source, () => value, from, to, sensed);
    if (Array.isArray(value)) {
      for (const entry of value as unknown[]) sensed.push(spikeOf(name, entry, from));
      return;
    }
    const rates = (value as { rates?: unknown } | null)?.rates;
    if (!Array.isArray(rates)) wrong(name, value);
    if (rates.length !== size)
      fail("plant-rate", `the plant gives ${rates.length} rates for ${name}, which has ${size} ids`, {
        hint: "give one rate for each id, or one number for all",
      });
    this.draw(source, (id) => rates[id] as number, from, to, sensed);
  }

  private draw(
    { name, size }: PlantPart,
    rateOf: (id: number) => number,
    from: number,
    to: number,
    sensed: Sensed[],
  ): void {
    const { dt } = this.setup;
    const stream = streamOf(`plant ${name}`);
    const probabilities = Float64Array.from({ length: size }, (_, id) => probability(name, rateOf(id), dt));
    for (let step = from; step < to; step++) {
      this.draws.reseat(step, 0, stream);
      for (let id = 0; id < size; id++)
        if (this.draws.uniform() < probabilities[id]) sensed.push({ step, source: name, id, count: 1 });
    }
  }
}

function probability(name: string, rate: unknown, dt: number): number {
  const most = MS_PER_SECOND / dt;
  if (typeof rate !== "number" || !(rate >= 0 && rate <= most))
    fail("plant-rate", `the plant gives ${name} a rate of ${JSON.stringify(rate)} Hz`, {
      hint: `a rate is a number from 0 to ${most} Hz, one spike a step of ${dt} ms`,
    });
  return (rate * dt) / MS_PER_SECOND;
}

function spikeOf(source: string, entry: unknown, from: number): Sensed {
  if (typeof entry === "number") return { step: from, source, id: entry, count: 1 };
  if (!Array.isArray(entry) || entry.length !== 3 || !entry.every((part) => typeof part === "number"))
    wrong(source, entry);
  const [step, id, count] = entry as [number, number, number];
  return { step, source, id, count };
}

function wrong(source: string, value: unknown): never {
  const text = JSON.stringify(value) ?? "nothing";
  return fail("plant-malformed", `the plant gives ${source} ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`, {
    hint: `a source takes ${FORMS}`,
  });
}
