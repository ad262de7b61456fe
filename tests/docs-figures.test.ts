/** Figures of docs/ that follow from constants of the sources: each sentence is made from them, and stands on its page. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ULX3S } from "../firmware-bridge/boards/ulx3s-image.js";
import {
  FIRMWARE_CLOCKS,
  FIRMWARE_PROCESSORS,
  FPGA_CLOCK_HZ,
  FPGA_CLOCKS,
  LINE_WORDS_PER_SECOND,
  ULX3S_CLOCKS,
} from "../src/targets/board-speed.js";

const textOf = (page: string) => readFileSync(join(import.meta.dirname, "../docs", page), "utf8").replace(/\s+/g, " ");
const number = (value: number) => Math.round(value).toLocaleString("en");
const tens = (value: number) => number(10 * Math.floor(value / 10));

const ms = 1000;
const ice40 = { ...FPGA_CLOCKS, hz: FPGA_CLOCK_HZ.ice40up5k.value, neurons: 1024 };
const step = ice40.hz / ms;
const sweep = ice40.step.value + ice40.neurons * ice40.neuron.value;
/** Spikes of a mean step of 1 ms that the line carries, its marker apart. */
const onLine = Math.floor(LINE_WORDS_PER_SECOND["one-core"].value / ms) - 1;

const ecp5 = { ...ULX3S_CLOCKS, hz: FPGA_CLOCK_HZ["ecp5-85f"].value };
const silent = (ecp5.step.value + ULX3S.neuronsPerCore * ecp5.neuron.value) * ecp5.refresh.value;
const LONG_ROW = 500;
const rowShare = LONG_ROW / ((ecp5.spike.value + ecp5.row.value + LONG_ROW * ecp5.word.value) * ecp5.refresh.value);
const ERASED_WORDS = 2 ** 23;

const { neuron, slot, event, row, spike, tick } = FIRMWARE_CLOCKS;
const each = (costs: (typeof neuron)["plain"]) =>
  [costs.IF_curr_exp, costs.IF_curr_delta, costs.IF_cond_exp].map(({ value }) => number(value));
const drawn = each(neuron.drawn).join("; ");
const stochastic = each(neuron.stochastic).join("; ");
const [current, delta, conductance] = each(neuron.plain);

it.each([
  [
    "fpga.md",
    `${ice40.step.value} clocks a step, ${ice40.neuron.value} a neuron, ${ice40.spike.value} a spike, ${ice40.row.value} a row and a run of synapses, ${ice40.synapse.value} a synapse`,
  ],
  [
    "fpga.md",
    `A step of 1 ms has ${number(step)} clocks. All ${number(ice40.neurons)} neurons take ${number(sweep)} of them, so that ${number(step - sweep)} are left for spikes`,
  ],
  ["fpga.md", `The line of 1 Mbaud carries ${onLine} spikes a step beside its marker`],
  ["fpga.md", `at ${Math.floor((onLine * ms) / ice40.neurons)} Hz`],
  [
    "fpga.md",
    `In steps of 0.1 ms the core has room for some ${tens((step / 10 - ice40.step.value) / ice40.neuron.value)} neurons`,
  ],
  ["fpga.md", `makes some ${tens(ice40.hz / sweep)} steps a second`],
  ["fpga.md", `one clock (${number(1e9 / ice40.hz)} ns)`],
  [
    "fpga-ulx3s.md",
    `${ecp5.step.value} clocks a step, ${ecp5.neuron.value} a neuron of the core that has most of them, ${ecp5.spike.value} a spike, ${ecp5.row.value} a row and ${ecp5.word.value} a word of it, ${number(100 * (ecp5.refresh.value - 1))} % more for refreshes`,
  ],
  [
    "fpga-ulx3s.md",
    `as the largest core has neurons and ${ecp5.step.value} more; a spike ${ecp5.spike.value + ecp5.row.value} clocks and those of the words of its row`,
  ],
  [
    "fpga-ulx3s.md",
    `a step of ${number(ULX3S.cores * ULX3S.neuronsPerCore)} silent neurons takes ${((silent * 1e6) / ecp5.hz).toFixed(1)} µs`,
  ],
  [
    "fpga-ulx3s.md",
    `With rows of ${LONG_ROW} words that is ${number(100 * rowShare)} synaptic events in 100 clocks at most, ${number((rowShare * ecp5.hz) / 1e6)} million a second at 50 MHz`,
  ],
  ["fpga-ulx3s.md", `takes ${(ERASED_WORDS / ecp5.hz).toFixed(2)} s at 50 MHz, and so does ERASE`],
  ["firmware.md", `the sum of states included | ${current} |`],
  ["firmware.md", `| delta synapses; conductances | ${delta}; ${conductance} |`],
  ["firmware.md", `several steps a tick (current; delta; conductance) | ${drawn} |`],
  ["firmware.md", `| stochastic rounding (current; delta; conductance) | ${stochastic} |`],
  ["firmware.md", `| a slot of the ring buffer that is not empty | ${slot.plain.value} |`],
  ["firmware.md", `| a synaptic event | ${event.value} |`],
  ["firmware.md", `| a row, on each core | ${row.value} |`],
  ["firmware.md", `| a spike with its word on the line | ${spike.value} |`],
  ["firmware.md", `| a tick; with a question in it | ${number(tick.low.value)}; ${number(tick.high.value)} |`],
  ["firmware.md", `RP2040 (Raspberry Pi Pico), ${FIRMWARE_PROCESSORS.rp2040!.clock.value / 1e6} MHz`],
])("%s says: %s", (page, sentence) => {
  // Not toContain: a page is much to print.
  expect(textOf(page).includes(sentence)).toBe(true);
});

it("each synapse of an iCE40 at its limit gets the clocks that fpga.md says", () => {
  const [, rate, synapses] = /each neuron firing at (\d+) Hz into (\d+) synapses/.exec(textOf("fpga.md")) ?? [];
  const spikes = (ice40.neurons * Number(rate)) / ms;
  const clocks = ice40.spike.value + ice40.row.value + 2 * ice40.run.value + Number(synapses) * ice40.synapse.value;
  expect((spikes * clocks) / (step - sweep)).toBeGreaterThan(0.9);
  expect((spikes * clocks) / (step - sweep)).toBeLessThan(1);
});

it.each([
  ["iCE40 UP5K", LINE_WORDS_PER_SECOND["one-core"]],
  ["Pico, UART", LINE_WORDS_PER_SECOND.firmware],
])("the forecast takes the words a second that boards.md has of the line of the %s at 1 Mbaud", (board, { value }) => {
  const row = new RegExp(`\\| ${board} +\\| 1 \\|.*? ([\\d.]+) \\(\\d+ %\\) \\| \\|`).exec(`${textOf("boards.md")} |`);
  expect(Number(row?.[1])).toBe(value / 1000);
});

/** Cells of the row of a block of performance.md that begins with `title`, the `nth` of them. */
function cellsOf(block: string, title: string, nth = 0): string[] {
  const page = readFileSync(join(import.meta.dirname, "../docs/performance.md"), "utf8");
  const begin = page.indexOf(`<!-- begin ${block} -->`);
  const text = page.slice(begin, page.indexOf(`<!-- end ${block} -->`, begin));
  const rows = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  return rows.filter((cells) => cells[1] === title)[nth].slice(2);
}
const valueOf = (cell: string) => Number(cell.split(" ")[0]);
const range = (values: readonly number[]) => [...new Set([Math.min(...values), Math.max(...values)])];
const times = (title: string, ...nth: number[]) => range(nth.map((n) => valueOf(cellsOf("general", title, n)[1])));
const peers = (title: string, column: number) => valueOf(cellsOf("peers-brunel", title)[column]);
const speedUp = (form: string) =>
  Number(textOf("performance.md").split(`- ${form}: 2 threads are `)[1].split(" ")[0]).toFixed(1);
const share = (form: string) => Math.round((100 * peers(form, 3)) / peers("NEST", 3));
const large = (on: string) => {
  const [, seconds, gigabytes] = cellsOf("large-build", on);
  return { seconds: Math.round(Number(seconds)), gigabytes: Number(gigabytes).toFixed(1) };
};
const GENERAL = ["mixed delays", "one weight a synapse", "weights and delays", "all of these"];
const family = (nth: number) => range(GENERAL.flatMap((title) => times(title, nth))).join(" to ");

it.each([
  `| 40 times NEST on Loihi-style chips | ${peers("loihi1 hw, 1", 0)} |`,
  `| 25 times NEST on SpiNNaker | ${peers("spinnaker1, 1", 0)} |`,
  `| ${peers("loihi1 hw, 1", 1)} on Loihi-style chips, ${peers("reference, 1", 1)} on the reference |`,
  `of Brunel ${speedUp("loihi1 hw")} on Loihi-style chips, ${speedUp("reference")} on the reference, ${speedUp("spinnaker1")} on SpiNNaker`,
  `reference ${share("reference")} %, SpiNNaker ${share("spinnaker1")} %`,
  `${large("reference").seconds} s on the reference, ${large("spinnaker1").seconds} s on SpiNNaker, ${large("loihi1").seconds} s on loihi1`,
  `memory in all ${large("reference").gigabytes}, ${large("spinnaker1").gigabytes} and ${large("loihi1").gigabytes} GB`,
  `one weight a synapse ${times("one weight a synapse", 0, 1).join(" to ")} times an event, mixed delays ${times("mixed delays", 0, 1).sort().join(" to ")}, all of these ${times("all of these", 0, 1).join(" to ")}; SpiNNaker (floor) ${family(2)}, reference ${family(5)}`,
  ...["reference", "spinnaker1"].map((on) => {
    const [, seconds, , gigabytes] = cellsOf("microcircuit", on).map(Number);
    return `${on === "reference" ? on : "SpiNNaker"} ${seconds.toFixed(1)} s and ${gigabytes.toFixed(1)} GB`;
  }),
  `at its first step after ${(valueOf(cellsOf("build", "all")[0]) / 1000).toFixed(1)} s on loihi1 and ${(valueOf(cellsOf("build", "all", 1)[0]) / 1000).toFixed(1)} s on spinnaker1`,
])("performance.md sums up its tables: %s", (sentence) => {
  expect(textOf("performance.md").includes(sentence)).toBe(true);
});
