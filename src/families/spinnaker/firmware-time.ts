/**
 * Real time on a microcontroller: clocks of the firmware as measured on the simulated Pico, and what the line carries. No simulator of the
 * STM32F405 or STM32F446 keeps time. Those of one core of the Pico are its high end (a Cortex-M4 multiplies 32 by 32 bits in one instruction, the
 * Cortex-M0+ in four and some sums), and its low end is what compiled code of these formulas takes at least on an ARM9
 * (src/targets/spinnaker/costs.ts).
 */
import type { Network } from "../../network/types.js";
import type { MachineImage, Rounding, SpinnakerCore } from "../../program/spinnaker/machine-image.js";
import { FIRMWARE_CLOCKS, FIRMWARE_PROCESSORS, LINE_WORDS_PER_SECOND } from "../../targets/board-speed.js";
import type { SpinnakerTarget } from "../../targets/spinnaker/target.js";
import { realTimeFrom, realTimeUnknown, type Range, type RealTimeForecast } from "../real-time.js";
import { eventsPerStep, type MeanRates } from "../mean-rates.js";

const MS = 1000;
/** Excitatory and inhibitory. */
const TYPES = 2;
/** The part whose clocks were measured. */
const MEASURED = "rp2040";

/** Columns that `firmware/core/machine.c` reads once for a group where all atoms have the same. */
const SHARED = [
  "vRest",
  "vThreshold",
  "tauM",
  "cM",
  "tauExcitatory",
  "tauInhibitory",
  "reversalExcitatory",
  "reversalInhibitory",
] as const;

/** What an atom of a core costs a tick. */
function neuronClocks({ model, stepsPerTick, parameters }: SpinnakerCore, rounding: Rounding): number {
  const { plain, drawn, stochastic } = FIRMWARE_CLOCKS.neuron;
  if (rounding === "stochastic_sat") return stepsPerTick * stochastic[model].value;
  const shared = SHARED.every((name) => (parameters[name] ?? []).every((value, _i, values) => value === values[0]));
  return shared && stepsPerTick === 1 ? plain[model].value : stepsPerTick * drawn[model].value;
}

/**
 * Clocks of a mean tick on the Pico's kind of processor, without and with a question of the host in it. Processors share the update by atoms,
 * with stochastic rounding by groups, and the delivery by the groups that it goes to: the slower one counts. What the host injects, one delivers.
 * @param processors that share a tick
 */
export function tickClocks(
  { cores, rounding }: Pick<MachineImage, "cores" | "rounding">,
  network: Network,
  rates: MeanRates,
  processors: number,
): Range {
  const c = FIRMWARE_CLOCKS;
  const stochastic = rounding === "stochastic_sat";
  const slot = (stochastic ? c.slot.stochastic : c.slot.plain).value;
  const events = eventsPerStep(network, rates);
  const own = eventsPerStep(network, { ...rates, ofId: rates.ofId.map((hz, id) => (id < network.size ? hz : 0)) });
  const updates: number[] = [];
  const deliveries: number[] = [];
  let injected = 0;
  for (const core of cores) {
    let update = core.neurons.length * neuronClocks(core, rounding);
    let delivery = 0;
    for (const id of core.neurons) {
      // Several events of one type in a tick share a slot; arrivals taken as Poisson, half of them of each type.
      update += TYPES * (1 - Math.exp(-events[id] / TYPES)) * slot;
      delivery += own[id] * c.event.value;
      injected += (events[id] - own[id]) * c.event.value;
    }
    updates.push(update);
    deliveries.push(delivery);
  }
  const total = updates.reduce((sum, clocks) => sum + clocks, 0);
  const clocks =
    (stochastic ? slowest(updates, updates, processors) : total / processors) +
    slowest(deliveries, updates, processors) +
    injected +
    rates.neuronSpikes * c.spike.value +
    (rates.neuronSpikes + rates.sourceSpikes) * c.row.value;
  return { low: clocks + c.tick.low.value, high: clocks + c.tick.high.value };
}

/** The most that one of two processors has of `clocks`, where groups are cut at half of all updates; one has all. */
function slowest(clocks: readonly number[], updates: readonly number[], processors: number): number {
  const all = updates.reduce((sum, update) => sum + update, 0);
  const parts = Array.from({ length: processors }, () => 0);
  let before = 0;
  for (const [k, update] of updates.entries()) {
    const middle = before + update / 2;
    parts[Math.min(processors - 1, Math.floor((processors * middle) / all))] += clocks[k];
    before += update;
  }
  return Math.max(...parts);
}

/** What no compiled code beats. */
function leastClocks(
  cores: readonly SpinnakerCore[],
  network: Network,
  rates: MeanRates,
  { costs: c }: SpinnakerTarget,
): number {
  const atoms = cores.reduce(
    (sum, { model, neurons, stepsPerTick }) =>
      sum + neurons.length * (stepsPerTick * c.neuronUpdate[model].low.value + TYPES * c.ringBufferSlot.low.value),
    0,
  );
  return atoms + eventsPerStep(network, rates).reduce((sum, events) => sum + events, 0) * c.synapticEvent.low.value;
}

export function firmwareRealTime(
  network: Network,
  target: SpinnakerTarget,
  machine: MachineImage | null,
  rates: MeanRates,
): RealTimeForecast {
  if (machine === null) return realTimeUnknown(network.dt, "the program does not fit");
  const part = FIRMWARE_PROCESSORS[target.id];
  if (part === undefined) return realTimeUnknown(network.dt, `no clock of ${target.title} is known`);
  const clock = part.clock.value;
  const pico = tickClocks(machine, network, rates, part.cores.value);
  const clocks =
    target.id === MEASURED ? pico : { low: leastClocks(machine.cores, network, rates, target), high: pico.high };
  const line = (MS * (1 + Math.max(rates.neuronSpikes, rates.sourceSpikes))) / LINE_WORDS_PER_SECOND.firmware.value;
  const ms = (n: number) => Math.max((MS * n) / clock, line);
  const decides = line > (MS * clocks.high) / clock;
  const basis =
    target.id === MEASURED
      ? "clocks measured on the simulated Pico"
      : "between the least clocks of an ARM9 and those of the simulated Pico; no simulator of this part keeps time";
  return realTimeFrom(
    network.dt,
    { low: ms(clocks.low), high: ms(clocks.high) },
    decides
      ? "the line of 1 Mbaud decides, at the predicted rates"
      : `${basis}, ${clock / 1e6} MHz, at the predicted rates`,
  );
}
