/** `equipoise board speed --on …`: what a step, a neuron, a spike and a synaptic event take, and how large a network runs in real time. */
import type { CommandModule } from "yargs";
import { fail } from "../../../diagnostics/diagnostic.js";
import { targetById } from "../../../targets/registry.js";
import { boardLine, targetOfBoard } from "../../board-line.js";
import { measureSpeed } from "../../measure-speed.js";
import { neuronsInRealTime, type StepCosts } from "../../speed-probes.js";
import { formatTable } from "../../table.js";
import { Terminal } from "../../terminal.js";
import { withBoard, type BoardArguments } from "./options.js";
import { timeOption } from "../../time-option.js";

interface Arguments extends BoardArguments {
  rate: number;
  inDegree: number;
  timestep: number;
}

const MS = 1000;
/** Its simulator is exact in what instructions do, not in how long they take. */
const TIMELESS = "simulated:mcu";

const COSTS: readonly (readonly [keyof StepCosts, string])[] = [
  ["step", "a step, without neurons"],
  ["neuron", "a neuron"],
  ["spike", "a spike, without its synapses"],
  ["event", "a synaptic event"],
];

/** Three digits that count; what the clock of this machine does not see is no number. */
const digits = (x: number): string =>
  !(x > 0 && x < Infinity)
    ? "not seen"
    : x >= 1000
      ? Math.round(x).toLocaleString("en")
      : String(Number(x.toPrecision(3)));

export const speedCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withBoard(argv)
      .option("rate", { type: "number", default: 10, describe: "of the network that is asked about, Hz" })
      .option("in-degree", { type: "number", default: 50, describe: "synapses of each of its neurons" })
      .option("timestep", timeOption("timestep", "ms", { default: 1, describe: "time step of that network" })) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    for (const [name, value] of [
      ["rate", args.rate],
      ["in-degree", args.inDegree],
      ["timestep", args.timestep],
    ] as const)
      if (!(value >= 0 && value < Infinity) || (name === "timestep" && value === 0))
        fail("bad-option", `--${name} ${value} is not a number ${name === "timestep" ? "above 0" : "of at least 0"}`);
    if (args.on === TIMELESS)
      fail("bad-option", `--on ${TIMELESS}: QEMU does not keep the time of the part that it simulates`, {
        hint: "ask simulated:pico or simulated:fpga, or a board",
      });
    const line = boardLine(args.on, args.baud);
    const target = await targetOfBoard(line);
    const { board, costs, clock } = await measureSpeed(line, target, terminal.progress);
    terminal.clearBar();
    const active = { rate: args.rate, inDegree: args.inDegree, dt: args.timestep / MS };
    const realTime = {
      silent: neuronsInRealTime(costs, { ...active, rate: 0 }),
      active: neuronsInRealTime(costs, active),
    };
    const { neurons, sources, imageBytes, clockHz } = board;
    if (args.json)
      return terminal.printJson({
        on: args.on,
        target,
        clock,
        clockHz,
        limits: { neurons, sources, imageBytes },
        seconds: costs,
        neuronsInRealTime: { ...realTime, ...active },
      });
    const keptOf = (most: number) =>
      most > neurons ? `all ${neurons.toLocaleString("en")}` : most.toLocaleString("en");
    const clocks = clockHz > 0 && clock === "board";
    terminal.print(
      `${args.on}: programs for ${targetById(target).id}${clockHz > 0 ? `, ${clockHz / 1e6} MHz` : ""}, in ${clock === "board" ? "the board's own time" : "time of this machine"}`,
    );
    terminal.print();
    terminal.print(
      formatTable(
        ["takes", "µs", ...(clocks ? ["clocks"] : [])],
        COSTS.map(([name, what]) => [
          what,
          digits(costs[name] * 1e6),
          ...(clocks ? [digits(costs[name] * clockHz)] : []),
        ]),
      ),
    );
    terminal.print();
    terminal.print(
      formatTable(
        ["holds", "at most"],
        [
          ["neurons", neurons.toLocaleString("en")],
          ["neurons and spike sources", sources.toLocaleString("en")],
          ["bytes of image", imageBytes.toLocaleString("en")],
          ["synaptic events a second", digits(1 / costs.event)],
          [`silent neurons in real time, steps of ${args.timestep} ms`, keptOf(realTime.silent)],
          [`neurons of ${args.rate} Hz, ${args.inDegree} synapses each`, keptOf(realTime.active)],
        ],
      ),
    );
  },
};
