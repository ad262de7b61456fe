/** What the docs point at exists: every relative link, and every `equipoise …` command with its options. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import yargs, { type CommandModule } from "yargs";
import { commands as commandList } from "../src/cli/command-list.js";
import { boardSubcommands } from "../src/cli/commands/board.js";
import { nirSubcommands } from "../src/cli/commands/nir.js";
import { phenomenaSubcommands } from "../src/cli/commands/phenomena.js";
import { sonataSubcommands } from "../src/cli/commands/sonata.js";
import { sweepSubcommands } from "../src/cli/commands/sweep.js";
import { commandsFor, nameOf, type ListedCommand } from "../src/cli/listed-command.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const pages = ["", "docs"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(root, folder, name)),
);
const textOf = (page: string) => readFileSync(page, "utf8");

/** Words of a shell command up to a comment, a pipe or a redirection; quotes removed. */
function wordsOf(line: string): string[] {
  const words = line.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? [];
  const end = words.findIndex((word) => /^(#|\||>|2>|&&|;)/.test(word));
  return words.slice(0, end < 0 ? undefined : end).map((word) => word.replace(/^(['"])(.*)\1$/, "$2"));
}

/** Commands in code blocks (continued lines joined) and in inline code. */
function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|bash|console)?\n([\s\S]*?)^```/gm)]
    .map((m) => m[1].replace(/\\\n\s*/g, " "))
    .flatMap((block) => block.split("\n"));
  const inline = [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`\n]+)`/g)].map((m) => m[1]);
  const starts = /^\s*(?:\$ )?(?:npx )?equipoise (.+)$/;
  return [...blocks, ...inline].flatMap((line) => line.split(/&&/)).flatMap((line) => line.match(starts)?.[1] ?? []);
}

/** Every command with its options. */
function whole(list: readonly ListedCommand[]): Promise<CommandModule[]> {
  return commandsFor(list, list.map(nameOf));
}

const commands = await whole(commandList);

const SUBCOMMANDS: ReadonlyMap<string, readonly CommandModule[]> = new Map([
  ["board", await whole(boardSubcommands)],
  ["nir", await whole(nirSubcommands)],
  ["phenomena", await whole(phenomenaSubcommands)],
  ["sonata", await whole(sonataSubcommands)],
  ["sweep", await whole(sweepSubcommands)],
]);

async function parse(line: string): Promise<string> {
  const words = wordsOf(line);
  // Subcommands are commands of their own: parsed like the others, and like them not run.
  const subcommands = SUBCOMMANDS.get(words[0]);
  // `sweep` takes a network in the place of a command.
  const network = words[0] === "sweep" && subcommands?.every((c) => String(c.command).split(" ")[0] !== words[1]);
  if (subcommands !== undefined && network !== true && words.length > 1 && !words[1].startsWith("-"))
    return parseWith(subcommands, words.slice(1));
  return parseWith(commands, words);
}

async function parseWith(commands: readonly CommandModule[], words: readonly string[]): Promise<string> {
  if (words[0].startsWith("-")) return "";
  const parser = yargs()
    .exitProcess(false)
    .strict()
    .help(false)
    .option("json", { type: "boolean" })
    .option("quiet", { type: "boolean", alias: "q" });
  for (const command of commands) parser.command({ ...command, handler: () => {} });
  parser.command("completion", "", {}, () => {});
  let problem = "";
  parser.fail((message, error) => {
    problem = message ?? error.message;
  });
  // --help asks for the options, so the arguments may be missing.
  if (words.includes("--help"))
    return commands.some((c) => String(c.command).split(" ")[0] === words[0]) ? "" : `no command ${words[0]}`;
  // A bare name stands for the command itself.
  if (words.length === 1)
    return [...commands.map((c) => String(c.command).split(" ")[0]), "completion"].includes(words[0]) ||
      words[0] === "COMMAND"
      ? ""
      : `no command ${words[0]}`;
  try {
    await parser.parseAsync(words);
  } catch (error) {
    problem ||= String(error);
  }
  return problem;
}

describe("docs", () => {
  it("have no link to a file that does not exist", () => {
    const links = pages.flatMap((page) =>
      [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map((m) => ({ page, target: m[1] })),
    );
    const files = links.filter(({ target }) => !/^(\w+:|#)/.test(target));
    const broken = files.filter(({ page, target }) => !existsSync(join(dirname(page), target.replace(/#.*/, ""))));
    expect(broken.map(({ page, target }) => `${relative(root, page)}: ${target}`)).toEqual([]);
    expect(files.length).toBeGreaterThan(15);
  });

  it("show only commands and options that exist", async () => {
    const lines = pages.flatMap((page) =>
      commandsOf(textOf(page)).map((line) => ({ page: relative(root, page), line })),
    );
    const wrong: string[] = [];
    for (const { page, line } of lines) {
      const problem = await parse(line);
      if (problem !== "") wrong.push(`${page}: equipoise ${line}: ${problem}`);
    }
    expect(wrong).toEqual([]);
    expect(lines.length).toBeGreaterThan(8);
  });

  it("would notice a misspelt option, an unknown command and a value that is no choice", async () => {
    expect(await parse("verify net.yaml --rouding nearest")).toMatch(/rouding/);
    expect(await parse("verifi net.yaml")).not.toBe("");
    expect(await parse("verify net.yaml --rounding upwards")).toMatch(/rounding/);
  });

  it("are held to every command: each module of a command is in the list", () => {
    const inFolder = (name: string) =>
      readdirSync(join(root, "src/cli/commands", name))
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "options.ts")
        .map((file) => file.replace(/\.ts$/, ""));
    const names = (list: readonly CommandModule[]) => list.map((c) => String(c.command).split(" ")[0]).sort();
    expect(names(commands)).toEqual(inFolder("").sort());
    for (const [name, subcommands] of SUBCOMMANDS) expect(names(subcommands)).toEqual(inFolder(name).sort());
  });

  it("find every command in the README's table", () => {
    const table = textOf(join(root, "README.md"));
    expect(
      commands.map((c) => String(c.command).split(" ")[0]).filter((name) => !table.includes(`| \`${name}\` |`)),
    ).toEqual([]);
  });
});
