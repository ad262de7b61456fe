/** Commands that help can list without their modules: only those that the command line names are loaded, with all that they import. */
import type { CommandModule } from "yargs";

/** Builder and handler of a command; the arguments that it takes are its own affair. */
export interface CommandBody {
  readonly builder?: unknown;
  readonly handler: (args: never) => void | Promise<void>;
}

export interface ListedCommand {
  /** Its name, then its positional arguments as yargs writes them. */
  readonly command: string;
  readonly describe: string;
  /** @param words the command line, which may name a command of this one */
  readonly load: (words: readonly string[]) => Promise<CommandBody>;
}

export function nameOf({ command }: Pick<ListedCommand, "command">): string {
  return command.split(" ")[0];
}

/** The commands for the parser. Those that no word names have no options and cannot run: help, completion and suggestions want their names only. */
export function commandsFor(list: readonly ListedCommand[], words: readonly string[]): Promise<CommandModule[]> {
  return Promise.all(
    list.map(async (listed) => {
      const { command, describe } = listed;
      const body = words.includes(nameOf(listed)) ? await listed.load(words) : { handler: () => notLoaded(command) };
      return { ...body, command, describe } as CommandModule;
    }),
  );
}

/** A command that is a group of others: `equipoise NAME SUBCOMMAND`. @param words the command line */
export async function groupOf(
  name: string,
  list: readonly ListedCommand[],
  words: readonly string[],
): Promise<Pick<CommandModule, "builder" | "handler">> {
  const subcommands = await commandsFor(list, words);
  return {
    builder: (argv) =>
      subcommands
        .reduce((all, command) => all.command(command), argv)
        .demandCommand(1, `Which ${name} command? See \`equipoise ${name} --help\`.`),
    handler: () => {},
  };
}

function notLoaded(command: string): never {
  throw new Error(`the command \`${command}\` was called without being named`);
}
