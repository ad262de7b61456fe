/** `equipoise board run INPUT --on …`: `equipoise run`, on a board unless told otherwise. */
import type { Argv, CommandModule } from "yargs";
import { runCommand } from "../run.js";
import { BOARD_OPTION } from "./options.js";

export const boardRunCommand: CommandModule<object, never> = {
  builder: (argv) => (runCommand.builder as (argv: Argv) => Argv)(argv).option("on", BOARD_OPTION) as never,
  handler: runCommand.handler,
};
