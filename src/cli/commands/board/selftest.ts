/** `equipoise board selftest --on …`: a small balanced network, step by step against the emulator. */
import type { CommandModule } from "yargs";
import { lockstep } from "../../../../firmware-bridge/lockstep.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import { parseDescription } from "../../../description/load-description.js";
import { targetById } from "../../../targets/registry.js";
import { build } from "../../../measure/build.js";
import { emulatorOf } from "../../../families/of-program.js";
import { boardLine, openBoard, targetOfBoard } from "../../board-line.js";
import { differenceText } from "../../difference-text.js";
import { Terminal } from "../../terminal.js";
import { withBoard, type BoardArguments } from "./options.js";
import { defaultOptions } from "../../../options/check-options.js";

const STEPS = 200;
const CELL =
  "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }";
const SELFTEST_NETWORK = `
name: selftest
seed: 12
timestep: 0.5 ms
duration: 100 ms
populations:
  E: { size: 80, neuron: ${CELL}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }
  I: { size: 20, neuron: ${CELL}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }
balanced:
  K: 20
  J: 12 mV
  weights: { E: { E: 1, I: -2 }, I: { E: 1, I: -1.8 } }
  drive: { E: 1, I: 0.8, rate: 40 Hz }
`;

export const selftestCommand: CommandModule<object, BoardArguments> = {
  builder: (argv) => withBoard(argv) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const line = boardLine(args.on, args.baud);
    const target = targetById(await targetOfBoard(line));
    const { description } = parseDescription(SELFTEST_NETWORK, "selftest.yaml", () => new Uint8Array(0));
    const { program } = build(description, target, defaultOptions(target)).compiled;
    const result = await lockstep(
      () => openBoard(program, line, terminal.progress),
      () => emulatorOf(program),
      { steps: STEPS, block: 20, progress: terminal.progress },
    );
    terminal.clearBar();
    const { difference, spikes } = result;
    if (args.json) terminal.printJson({ on: args.on, passed: difference === null, difference, spikes });
    else if (difference === null)
      terminal.print(`${args.on} passed: ${STEPS} steps and ${spikes} spikes as in the emulator`);
    else terminal.print(`${args.on} FAILED: ${differenceText(result)}`);
    process.exitCode = difference === null ? ExitCode.ok : ExitCode.device;
  },
};
