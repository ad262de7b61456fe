/** Real time on the FPGA core: the clocks of every neuron and of every row that the mean rates call, and what the line carries. */
import type { FpgaImage } from "../../../firmware-bridge/boards/fpga-program.js";
import type { Network } from "../../network/types.js";
import { FPGA_CLOCK_HZ, FPGA_CLOCKS, LINE_WORDS_PER_SECOND } from "../../targets/board-speed.js";
import type { LoihiTarget } from "../../targets/loihi/target.js";
import { realTimeFrom, realTimeUnknown, type RealTimeForecast } from "../real-time.js";
import type { MeanRates } from "../mean-rates.js";

/** Synapses that follow a header, its lowest bits; and those where delays are long, which word 7 of the image tells. */
const COUNT = 0xff;
const COUNT_LONG_DELAYS = 0x3f;
const SLOT_BITS = 7;
const MS = 1000;

/** Clocks in which the row of each source is delivered, by source. */
export function rowClocks({ bytes, synapses }: FpgaImage, sources: number): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => view.getUint16(2 * (synapses.at + at), true);
  const countOf = (header: number) => header & (view.getUint16(2 * SLOT_BITS, true) > 0 ? COUNT_LONG_DELAYS : COUNT);
  return Float64Array.from({ length: sources }, (_, source) => {
    let at = word(source);
    if (at === 0) return 0;
    let clocks = FPGA_CLOCKS.row.value + FPGA_CLOCKS.run.value;
    for (let count = countOf(word(at)); count !== 0; count = countOf(word(at))) {
      clocks += FPGA_CLOCKS.run.value + count * FPGA_CLOCKS.synapse.value;
      at += 1 + count;
    }
    return clocks;
  });
}

/** Clocks of a step in which each source fires `spikesOf(id)` times; ids from `size` on are injected by the host. */
export function stepClocks(size: number, rows: Float64Array, spikesOf: (id: number) => number): number {
  let clocks = FPGA_CLOCKS.step.value + size * FPGA_CLOCKS.neuron.value;
  rows.forEach(
    (row, id) => (clocks += spikesOf(id) * (row + (id < size ? FPGA_CLOCKS.spike : FPGA_CLOCKS.injected).value)),
  );
  return clocks;
}

export function fpgaRealTime(
  network: Network,
  target: LoihiTarget,
  image: FpgaImage | null,
  rates: MeanRates,
): RealTimeForecast {
  if (image === null) return realTimeUnknown(network.dt, "the program does not fit");
  const rows = rowClocks(image, network.size + network.sourceSize);
  const clocks = stepClocks(network.size, rows, (id) => (rates.ofId[id] * network.dt) / MS);
  const clock = FPGA_CLOCK_HZ[target.id] as (typeof FPGA_CLOCK_HZ)[string] | undefined;
  const thousands = `${(clocks / 1000).toFixed(1)} thousand clocks a mean step`;
  if (clock === undefined)
    return realTimeUnknown(
      network.dt,
      `${thousands} would need ${((clocks * MS) / network.dt / 1e6).toFixed(1)} MHz, and without a bitstream this part has no clock`,
    );
  const core = (MS * clocks) / clock.value;
  const line = (MS * (1 + Math.max(rates.neuronSpikes, rates.sourceSpikes))) / LINE_WORDS_PER_SECOND.fpga.value;
  const stepMs = Math.max(core, line);
  return realTimeFrom(
    network.dt,
    { low: stepMs, high: stepMs },
    line > core
      ? "the line of 1 Mbaud decides, at the predicted rates"
      : `${thousands} at the predicted rates, ${clock.value / 1e6} MHz`,
  );
}
