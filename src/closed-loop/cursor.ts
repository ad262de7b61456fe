/**
 * A cursor that falls: position x in [-1, 1], unstable at 0, pushed by noise. The network holds it by pushing back.
 *
 *   dx = (x/tau_fall + u)·dt + sigma·√dt·xi        u = gain·(left - right), per second
 *   left, right: spikes of the populations `left` and `right`, a neuron and second, low-passed with tau_filter
 *   sensors: each source of `sense_right` spikes with rate·max(0, x) Hz, of `sense_left` with rate·max(0, -x)
 *
 * Where x reaches ±1 it has fallen and is put back to 0. All draws are counter-based, so a loop is the same wherever its network runs.
 */
import { CounterStream, streamOf } from "../numerics/philox.js";
import { fail } from "../diagnostics/diagnostic.js";
import type { Acted, Plant, PlantSetup, Sensed } from "./plant.js";

const TAU_FALL_MS = 400;
const TAU_FILTER_MS = 25;
/** 1/√s */
const SIGMA = 0.25;
/** Hz of a sensor at x = 1. */
const SENSOR_RATE = 400;
/** 1/s of push for each Hz of difference. */
const GAIN = 0.35;
const MS_PER_SECOND = 1000;
/** The sum of so many uniform numbers is nearly normal, with the variance 1 after scaling. */
const UNIFORMS = 12;

const SIDES = ["left", "right"] as const;

export function createCursor(setup: PlantSetup, { controlled = true } = {}): Plant {
  return new Cursor(setup, controlled);
}

class Cursor implements Plant {
  private x = 0;
  private rates = { left: 0, right: 0 };
  private falls = 0;
  private squares = 0;
  private steps = 0;
  private readonly noise: CounterStream;
  private readonly sensors: CounterStream;
  private readonly sizes: Readonly<Record<(typeof SIDES)[number], number>>;

  constructor(
    private readonly setup: PlantSetup,
    private readonly controlled: boolean,
  ) {
    const size = (list: PlantSetup["populations"], name: string, what: string) => {
      const found = list.find((entry) => entry.name === name);
      return (
        found?.size ??
        fail("loop-plant", `the cursor needs a ${what} named ${name}, which the network does not have`, {
          hint: "see examples/closed-loop.yaml",
        })
      );
    };
    this.sizes = {
      left: size(setup.populations, "left", "population"),
      right: size(setup.populations, "right", "population"),
    };
    for (const side of SIDES) size(setup.sources, `sense_${side}`, "host source");
    this.noise = new CounterStream(setup.seed, streamOf("cursor noise"));
    this.sensors = new CounterStream(setup.seed, streamOf("cursor sensors"));
  }

  get state(): Readonly<Record<string, number>> {
    return { position: this.x, left: this.rates.left, right: this.rates.right };
  }

  sense(from: number, to: number): readonly Sensed[] {
    const { dt, sources } = this.setup;
    const side = this.x > 0 ? "sense_right" : "sense_left";
    const { size } = sources.find(({ name }) => name === side)!;
    const probability = (SENSOR_RATE * Math.abs(this.x) * dt) / MS_PER_SECOND;
    const sensed: Sensed[] = [];
    for (let step = from; step < to; step++) {
      for (let id = 0; id < size; id++)
        if (this.sensors.uniform() < probability) sensed.push({ step, source: side, id, count: 1 });
    }
    return sensed;
  }

  act(from: number, to: number, spikes: readonly Acted[]): void {
    for (let step = from; step < to; step++) {
      for (const side of SIDES) {
        const count = spikes.reduce((n, spike) => n + (spike.step === step && spike.population === side ? 1 : 0), 0);
        const { dt } = this.setup;
        const perSecond = (count * MS_PER_SECOND) / (this.sizes[side] * dt);
        this.rates[side] += ((perSecond - this.rates[side]) * dt) / TAU_FILTER_MS;
      }
      this.move();
    }
  }

  private move(): void {
    const seconds = this.setup.dt / MS_PER_SECOND;
    const push = this.controlled ? GAIN * (this.rates.left - this.rates.right) : 0;
    let sum = 0;
    for (let k = 0; k < UNIFORMS; k++) sum += this.noise.uniform();
    const kick = SIGMA * Math.sqrt(seconds) * (sum - UNIFORMS / 2);
    this.x += ((MS_PER_SECOND * this.x) / TAU_FALL_MS + push) * seconds + kick;
    if (Math.abs(this.x) >= 1) {
      this.falls++;
      this.x = 0;
    }
    this.squares += this.x * this.x;
    this.steps++;
  }

  summary(): { text: string; figures: Record<string, number> } {
    const rms = Math.sqrt(this.squares / Math.max(1, this.steps));
    const seconds = (this.steps * this.setup.dt) / MS_PER_SECOND;
    return {
      text: `the cursor fell ${this.falls} times in ${seconds} s; its distance from the middle was ${rms.toFixed(3)} (root mean square)`,
      figures: { falls: this.falls, rms },
    };
  }
}
