/** Real time on the FPGA boards: the clocks of every neuron and of every row that the mean rates call, and what the line carries. */
import type { FpgaImage } from "../../../firmware-bridge/boards/fpga-program.js";
import { ROW_TABLE_AT, ULX3S } from "../../../firmware-bridge/boards/ulx3s-image.js";
import type { Network } from "../../network/types.js";
import { FPGA_CLOCK_HZ, FPGA_CLOCKS, LINE_WORDS_PER_SECOND, ULX3S_CLOCKS } from "../../targets/board-speed.js";
import type { LoihiTarget } from "../../targets/loihi/target.js";
import { realTimeFrom, realTimeUnknown, type RealTimeForecast } from "../real-time.js";
import type { MeanRates } from "../mean-rates.js";

/** Synapses that follow a header, its lowest bits; and those where delays are long, which word 7 of the image tells. */
const COUNT = 0xff;
const COUNT_LONG_DELAYS = 0x3f;
const SLOT_BITS = 7;
const MS = 1000;

/** Clocks in which the row of each source is delivered, by source. */
export function rowClocks(image: FpgaImage, sources: number): Float64Array {
  const view = new DataView(image.bytes.buffer, image.bytes.byteOffset, image.bytes.byteLength);
  const word = (at: number) => view.getUint16(2 * at, true);
  const clocksOf = image.places === undefined ? oneCoreRow(image, word) : sdramRow(image.places, word);
  return Float64Array.from({ length: sources }, (_, source) => clocksOf(source));
}

function oneCoreRow({ synapses }: FpgaImage, word: (at: number) => number): (source: number) => number {
  const count = word(SLOT_BITS) > 0 ? COUNT_LONG_DELAYS : COUNT;
  return (source) => {
    let at = word(synapses.at + source);
    if (at === 0) return 0;
    let clocks = FPGA_CLOCKS.row.value + FPGA_CLOCKS.run.value;
    for (;;) {
      const length = word(synapses.at + at) & count;
      if (length === 0) return clocks;
      clocks += FPGA_CLOCKS.run.value + length * FPGA_CLOCKS.synapse.value;
      at += 1 + length;
    }
  };
}

function sdramRow(places: Uint32Array, word: (at: number) => number): (source: number) => number {
  return (source) => {
    const entry = ROW_TABLE_AT + 2 * places[source];
    const begin = word(entry) + 2 ** 16 * word(entry + 1);
    if (begin === 0) return 0;
    let at = begin;
    while (word(at) > 0) at += 2 + word(at);
    return ULX3S_CLOCKS.row.value + (at + 1 - begin) * ULX3S_CLOCKS.word.value;
  };
}

/** Clocks of a step in which each source fires `spikesOf(id)` times; ids from `size` on are injected by the host. */
export function stepClocks(
  image: FpgaImage,
  size: number,
  rows: Float64Array,
  spikesOf: (id: number) => number,
): number {
  if (image.places !== undefined) {
    let clocks = ULX3S_CLOCKS.step.value + Math.ceil(size / ULX3S.cores) * ULX3S_CLOCKS.neuron.value;
    rows.forEach((row, id) => (clocks += spikesOf(id) * (row + ULX3S_CLOCKS.spike.value)));
    return clocks * ULX3S_CLOCKS.refresh.value;
  }
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
  const clocks = stepClocks(image, network.size, rows, (id) => (rates.ofId[id] * network.dt) / MS);
  const clock = FPGA_CLOCK_HZ[target.id];
  const core = (MS * clocks) / clock.value;
  const words = LINE_WORDS_PER_SECOND[image.places === undefined ? "one-core" : "cores-and-sdram"];
  const line = (MS * (1 + Math.max(rates.neuronSpikes, rates.sourceSpikes))) / words.value;
  const stepMs = Math.max(core, line);
  return realTimeFrom(
    network.dt,
    { low: stepMs, high: stepMs },
    line > core
      ? `the line of ${image.places === undefined ? 1 : 2} Mbaud decides, at the predicted rates`
      : `${(clocks / 1000).toFixed(1)} thousand clocks a mean step at the predicted rates, ${clock.value / 1e6} MHz`,
  );
}
