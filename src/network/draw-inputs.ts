/**
 * Spike sources and injected currents, in steps.
 *
 * Step n covers the time (n·dt, (n+1)·dt]: a spike at time t is emitted in the step that ends at t, n = max(0, steps(t) - 1).
 * Poisson sources fire in steps(start) ≤ n < steps(stop). A current holds from steps(t) on. How times are rounded: numerics/time-grid.ts.
 */
import { fail } from "../diagnostics/diagnostic.js";
import type { CurrentDescription, SpikeSourceDescription } from "../description/types.js";
import { streamOf } from "../numerics/philox.js";
import { LARGEST_POISSON_MEAN } from "../numerics/poisson-table.js";
import { drawPerItem } from "./draw-population.js";
import type { TimeRounding } from "./rounded-times.js";
import { ENDLESS } from "./drive-epochs.js";
import type { CurrentInput, PerNeuron, Population, SpikeSource } from "./types.js";

/** @throws EquipoiseError `source-rate`, `spike-time`, `spike-time-rows` */
export function drawSpikeSource(
  description: SpikeSourceDescription,
  index: number,
  first: number,
  seed: number,
  grid: TimeRounding,
): SpikeSource {
  const { name, size, kind } = description;
  if (!Number.isInteger(size) || size < 1)
    fail("source-size", `spike source ${name}: the size ${size} is not a whole number ≥ 1`, {
      hint: "give a size of at least 1",
    });
  const train =
    kind === "spike_times"
      ? spikeTrain(description, grid)
      : { spikeSteps: new Uint32Array(0), spikeIds: new Uint32Array(0) };
  return {
    name,
    index,
    first,
    size,
    kind,
    rate: kind === "spike_times" ? 0 : sourceRate(description, seed, grid.dt),
    startStep: stepAt(grid.stepsOf(`spike source ${name}: start`, "start", description.start)),
    stopStep: stepAt(grid.stopOf(`spike source ${name}: stop`, description.stop)),
    stream: streamOf(name),
    ...train,
  };
}

/** @throws EquipoiseError `current-times` */
export function drawCurrent(
  description: CurrentDescription,
  post: Population,
  seed: number,
  grid: TimeRounding,
): CurrentInput {
  const { name, times, amplitude } = description;
  if (times.length !== amplitude.length || times.length === 0)
    fail("current-times", `current ${name}: ${times.length} times but ${amplitude.length} amplitudes`, {
      hint: "give one amplitude for each time",
    });
  const steps: number[] = [];
  const values: PerNeuron[] = [];
  let lost = 0;
  const rounded = grid.steps(`current ${name}`, "times", times, "instant");
  for (let k = 0; k < times.length; k++) {
    if (!(times[k] >= 0) || (k > 0 && times[k] <= times[k - 1]))
      fail("current-times", `current ${name}: time ${times[k]} ms is negative or not after the one before`, {
        hint: "list the times ascending, from 0 on",
      });
    const step = stepAt(rounded[k]);
    const value = drawPerItem(amplitude[k], seed, `${name} ${k}`, `current ${name}: amplitude ${k}`, post.size);
    // Two changes in one step: only the later one can ever act.
    if (steps.at(-1) === step) {
      values[values.length - 1] = value;
      lost++;
    } else {
      steps.push(step);
      values.push(value);
    }
  }
  grid.changesLost(`current ${name}`, lost, times.length);
  return { name, post: post.index, steps: Uint32Array.from(steps), amplitude: values };
}

function stepAt(steps: number): number {
  return Math.min(ENDLESS, Math.max(0, steps));
}

function sourceRate(description: SpikeSourceDescription, seed: number, dt: number): PerNeuron {
  const { name, size } = description;
  if (description.rate === undefined)
    fail("source-rate", `spike source ${name} has no rate`, { hint: "give a rate in Hz" });
  const rate = drawPerItem(description.rate, seed, `${name} rate`, `spike source ${name}: rate`, size);
  const rates = typeof rate === "number" ? [rate] : rate;
  for (let i = 0; i < rates.length; i++) {
    const who = `spike source ${name}${rates.length > 1 ? `, source ${i}` : ""}`;
    if (!(rates[i] >= 0))
      fail("source-rate", `${who}: the rate ${rates[i]} Hz is negative`, {
        hint: "bound the distribution of the rate with min: 0 Hz",
      });
    const mean = (rates[i] * dt) / 1000;
    if (mean > LARGEST_POISSON_MEAN)
      fail("source-rate", `${who}: a rate of ${rates[i]} Hz cannot be played in steps of ${dt} ms`, {
        limit: { what: "mean spikes a step", used: mean, max: LARGEST_POISSON_MEAN },
        hint: "lower the rate, bound its distribution with max, or raise the weight instead",
      });
  }
  return rate;
}

/** Sorted by (step, local id); repeated pairs stay. */
function spikeTrain(
  description: SpikeSourceDescription,
  grid: TimeRounding,
): { spikeSteps: Uint32Array; spikeIds: Uint32Array } {
  const { name, size, times = [] } = description;
  if (times.length !== 1 && times.length !== size)
    fail("spike-time-rows", `spike source ${name}: ${times.length} spike trains for ${size} sources`, {
      hint: "give one train for all or one for each source",
    });
  const steps = grid.spikes(`spike source ${name}`, times);
  const spikes: { step: number; id: number }[] = [];
  for (let id = 0; id < size; id++) {
    const row = times.length === 1 ? 0 : id;
    steps[row].forEach((end, k) => {
      if (!(times[row][k] >= 0 && end < ENDLESS))
        fail("spike-time", `spike source ${name}, source ${id}: the spike time ${times[row][k]} ms cannot be played`, {
          hint: "give finite times from 0 ms on",
        });
      spikes.push({ step: end - 1, id });
    });
  }
  spikes.sort((a, b) => a.step - b.step || a.id - b.id);
  return { spikeSteps: Uint32Array.from(spikes, (s) => s.step), spikeIds: Uint32Array.from(spikes, (s) => s.id) };
}
