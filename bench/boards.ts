/**
 * `npm run bench -- boards [--on NAME] [--write-docs]`: what steps of the simulated boards take, in their own time, and how large a network keeps real
 * time on them; into docs/boards.md. Clocks of a simulation are the same on every machine.
 */
import { boardLine, targetOfBoard } from "../src/cli/board-line.js";
import { measureSpeed, type MeasuredSpeed } from "../src/cli/measure-speed.js";
import { neuronsInRealTime, type StepCosts } from "../src/cli/speed-probes.js";
import type { BenchArguments } from "./arguments.js";
import { writeBlock } from "./side-by-side/generated-block.js";
import { markdownTable } from "./side-by-side/markdown-table.js";
import { significant } from "./timings.js";

/** Simulated boards that keep the time of the part; QEMU does not. */
const BOARDS: readonly (readonly [string, string])[] = [
  ["simulated:fpga", "iCE40 UP5K"],
  ["simulated:ulx3s", "ULX3S"],
  ["simulated:pico", "Pico"],
];
/** Hz, synapses a neuron: asynchronous irregular activity of a small cortical network. */
const ACTIVITIES = [
  { rate: 0, inDegree: 0 },
  { rate: 10, inDegree: 50 },
  { rate: 10, inDegree: 200 },
];
const STEPS_MS = [1, 0.1];

const round = (x: number): string => Math.round(x).toLocaleString("en");

export async function benchBoards(args: BenchArguments): Promise<void> {
  const only = args.text("--on");
  const boards = BOARDS.filter(([on]) => only === undefined || on === only);
  if (boards.length === 0)
    throw new Error(`no simulated board ${only} keeps time: ${BOARDS.map(([on]) => on).join(", ")}`);
  const measured: MeasuredSpeed[] = [];
  for (const [on] of boards) {
    const line = boardLine(on);
    measured.push(await measureSpeed(line, await targetOfBoard(line), () => {}));
    process.stderr.write(`${on}\n`);
  }
  const text = tableOf(
    boards.map(([, name]) => name),
    measured,
  );
  console.log(`\n${text}`);
  if (args.has("--write-docs")) writeBlock("board-speed", text, "boards.md");
}

function tableOf(names: readonly string[], boards: readonly MeasuredSpeed[]): string {
  const row = (what: string, value: (board: MeasuredSpeed) => string) => [what, ...boards.map(value)];
  const clocks = (name: keyof StepCosts) => (board: MeasuredSpeed) =>
    significant(board.costs[name] * board.board.clockHz);
  return markdownTable(
    ["", ...names],
    [
      row("clock, MHz", ({ board }) => String(board.clockHz / 1e6)),
      row("neurons, at most", ({ board }) => round(board.neurons)),
      row("clocks of a step without neurons", clocks("step")),
      row("clocks a neuron", clocks("neuron")),
      row("clocks a spike, its row apart", clocks("spike")),
      row("clocks a synaptic event", clocks("event")),
      row("synaptic events a second", ({ costs }) => round(1 / costs.event)),
      ...STEPS_MS.flatMap((ms) =>
        ACTIVITIES.map(({ rate, inDegree }) =>
          row(
            `neurons in real time, steps of ${ms} ms, ${rate === 0 ? "silent" : `${rate} Hz, ${inDegree} synapses each`}`,
            ({ costs, board }) => {
              const most = neuronsInRealTime(costs, { rate, inDegree, dt: ms / 1000 });
              return most > board.neurons ? `all ${round(board.neurons)}` : round(most);
            },
          ),
        ),
      ),
    ],
  );
}
