/** `equipoise board monitor INPUT --on …`: runs a program and shows rates, losses and traffic as it goes. */
import type { CommandModule } from "yargs";
import { MessageType } from "../../../../firmware-bridge/protocol/codes.js";
import { describeFrame, sniffingDialer } from "../../../../firmware-bridge/protocol/sniffer.js";
import { countingDialer } from "../../../../firmware-bridge/transport/counting.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { isOverflowCounter } from "../../../program/overflow-counters.js";
import { boardLine, openBoard } from "../../board-line.js";
import { stepsOfOption } from "../../steps-of-option.js";
import { kindOfInput } from "../../load-integers.js";
import { Terminal } from "../../terminal.js";
import { programFor, stepsOf, withProgram, type ProgramArguments } from "./options.js";
import { timeOption } from "../../time-option.js";

interface Arguments extends ProgramArguments {
  steps?: number;
  every: number;
  frames: boolean;
}

const MS_PER_SECOND = 1000;

export const monitorCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withProgram(argv)
      .option("steps", { type: "number", describe: "instead of the program's" })
      .option("every", timeOption("every", "ms", { default: 100, describe: "time of the network between two lines" }))
      .option("frames", { type: "boolean", default: false, describe: "also show every frame, on stderr" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const line = { ...boardLine(args.on, args.baud), runs: kindOfInput(args.input) };
    const program = await programFor(args, line, terminal);
    const steps = stepsOf(program, args.steps);
    const block = stepsOfOption(terminal, "--every", args.every, program.dt);
    if (!(block >= 1)) fail("bad-option", `--every ${args.every} ms is shorter than a step of ${program.dt} ms`);
    let refused = 0;
    const counted = countingDialer(line.dial);
    const dial = sniffingDialer(counted.dial, (direction, frame) => {
      if (frame === null || frame.type === MessageType.NACK) refused++;
      if (args.frames)
        process.stderr.write(
          `${direction === "to board" ? ">" : "<"} ${frame === null ? "damaged" : describeFrame(frame)}\n`,
        );
    });
    const board = await openBoard(program, { ...line, dial }, terminal.progress);
    terminal.clearBar();
    let losses: Record<string, number> = {};
    let bytes = counted.traffic.sent + counted.traffic.received;
    try {
      for (let step = 0; step < steps;) {
        const length = Math.min(block, steps - step);
        const spikes = new Array<number>(program.populations.length).fill(0);
        await board.advance(length, (_step, ids, count) => {
          for (let k = 0; k < count; k++)
            spikes[program.populations.findIndex(({ first, size }) => ids[k] >= first && ids[k] < first + size)]++;
        });
        step += length;
        const seconds = (length * program.dt) / MS_PER_SECOND;
        const rates = program.populations.map(({ name, size }, p) => ({
          population: name,
          rate: spikes[p] / size / seconds,
        }));
        const now = Object.fromEntries(
          Object.entries(await board.counters()).filter(([name]) => isOverflowCounter(name)),
        );
        const lost = Object.entries(now).flatMap(([name, count]) =>
          count > (losses[name] ?? 0) ? [{ what: name, count: count - (losses[name] ?? 0) }] : [],
        );
        const total = counted.traffic.sent + counted.traffic.received;
        const sample = { ms: step * program.dt, rates, lost, bytes: total - bytes, refused };
        if (args.json) terminal.printJsonLine(sample);
        else {
          terminal.print(
            [
              `${sample.ms.toFixed(0).padStart(7)} ms`,
              ...rates.map(({ population, rate }) => `${population} ${rate.toFixed(1)} Hz`),
              `${sample.bytes.toLocaleString("en")} bytes`,
              ...lost.map(({ what, count }) => `${what} ${count}`),
              ...(refused > 0 ? [`${refused} frames refused or damaged`] : []),
            ].join("   "),
          );
        }
        losses = now;
        bytes = total;
      }
    } finally {
      await board.close();
    }
  },
};
