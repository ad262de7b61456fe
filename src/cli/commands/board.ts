/** `equipoise board …`: real and simulated boards. */
import type { CommandModule } from "yargs";
import { deployCommand } from "./board/deploy.js";
import { infoCommand } from "./board/info.js";
import { listCommand } from "./board/list.js";
import { lockstepCommand } from "./board/lockstep.js";
import { loopbackCommand } from "./board/loopback.js";
import { monitorCommand } from "./board/monitor.js";
import { boardRunCommand } from "./board/run.js";
import { selftestCommand } from "./board/selftest.js";
import { simulateCommand } from "./board/simulate.js";

/** In the order of `--help`. */
export const boardSubcommands: readonly CommandModule<object, never>[] = [listCommand, infoCommand, simulateCommand, selftestCommand, deployCommand, boardRunCommand, monitorCommand, lockstepCommand, loopbackCommand] as never;

export const boardCommand: CommandModule<object, object> = {
  command: "board",
  describe: "boards: list, info, simulate, selftest, deploy, run, monitor, lockstep, loopback",
  builder: (argv) =>
    boardSubcommands
      .reduce((all, command) => all.command(command as CommandModule), argv)
      .demandCommand(1, "Which board command? See `equipoise board --help`."),
  handler: () => {},
};
