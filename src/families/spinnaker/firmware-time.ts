/**
 * Real time on a microcontroller: clocks of the firmware as measured on the simulated Pico, and what the line carries. No simulator of the
 * STM32F405 or STM32F446 keeps time. The Pico's clocks are its high end (a Cortex-M4 multiplies 32 by 32 bits in one instruction, the Cortex-M0+ calls a
 * function), and its low end is what compiled code of these formulas takes at least on an ARM9 (src/targets/spinnaker/costs.ts).
 */
import type { Network } from "../../network/types.js";
import type { MachineImage, SpinnakerCore } from "../../program/spinnaker/machine-image.js";
import { FIRMWARE_CLOCK_HZ, FIRMWARE_CLOCKS, LINE_WORDS_PER_SECOND } from "../../targets/board-speed.js";
import type { SpinnakerTarget } from "../../targets/spinnaker/target.js";
import { realTimeFrom, realTimeUnknown, type Range, type RealTimeForecast } from "../real-time.js";
import { eventsPerStep, type MeanRates } from "../mean-rates.js";

const MS = 1000;
/** Excitatory and inhibitory. */
const TYPES = 2;
/** The part whose clocks were measured. */
const MEASURED = "rp2040";

/** Clocks of a mean tick on the Pico, without and with a question of the host in it. */
export function tickClocks(
  { cores, rounding }: Pick<MachineImage, "cores" | "rounding">,
  network: Network,
  rates: MeanRates,
): Range {
  const c = FIRMWARE_CLOCKS;
  const slower = rounding === "stochastic_sat" ? c.stochasticRounding.value : 1;
  const events = eventsPerStep(network, rates);
  let clocks = 0;
  for (const { model, neurons, stepsPerTick } of cores) {
    clocks += slower * neurons.length * stepsPerTick * c.neuron[model].value;
    for (const id of neurons) {
      // Several events of one type in a tick share a slot; arrivals taken as Poisson, half of them of each type.
      const filled = TYPES * (1 - Math.exp(-events[id] / TYPES));
      clocks += events[id] * c.event.value + filled * slower * c.slot[model].value;
    }
  }
  clocks += rates.neuronSpikes * c.spike.value + (rates.neuronSpikes + rates.sourceSpikes) * c.row.value;
  return { low: clocks + c.tick.low.value, high: clocks + c.tick.high.value };
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
  const clock = FIRMWARE_CLOCK_HZ[target.id].value;
  const pico = tickClocks(machine, network, rates);
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
