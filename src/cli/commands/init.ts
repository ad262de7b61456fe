/** `equipoise init [DIR]`: starter files from a template. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandModule } from "yargs";
import { networkJsonSchemaText } from "../../description/json-schema.js";
import { starterTemplates } from "../../description/templates.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { writeWhole } from "../files.js";
import { prepareOutputs } from "../outputs.js";
import { Terminal } from "../terminal.js";

const SCHEMA_FILE = "network.schema.json";
const SCHEMA_LINE = `# yaml-language-server: $schema=./${SCHEMA_FILE}`;

interface Arguments {
  dir: string;
  template: string;
  force: boolean;
  json: boolean;
  quiet: boolean;
}

export const initCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("dir", { type: "string", default: ".", describe: "folder for the files" })
      .option("template", {
        type: "string",
        default: "balanced",
        choices: starterTemplates().map((t) => t.name),
        describe: starterTemplates()
          .map((t) => `${t.name}: ${t.summary}`)
          .join("; "),
      })
      .option("force", { type: "boolean", default: false, describe: "overwrite files that exist" }) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const ending = /\.(ya?ml|json)$/i;
    if (ending.test(args.dir))
      fail("bad-option", `${args.dir} names a file, and init fills a folder`, {
        hint: `equipoise init ${args.dir.replace(ending, "")}`,
      });
    const template = starterTemplates().find((t) => t.name === args.template)!;
    // Beside the description, so that an editor finds it without a network and wherever the folder goes.
    const contents: Readonly<Record<string, string>> = {
      ...template.files,
      "network.yaml": `${SCHEMA_LINE}\n${template.files["network.yaml"]}`,
      [SCHEMA_FILE]: networkJsonSchemaText(),
    };
    const paths = Object.keys(contents).map((name) => join(args.dir, name));
    const existing = paths.filter((path) => existsSync(path));
    if (existing.length > 0 && !args.force)
      fail("file-exists", `${existing.join(" and ")} ${existing.length === 1 ? "exists" : "exist"} already`, {
        hint: "choose another folder, or overwrite with --force",
      });
    prepareOutputs(paths.map((path) => ({ option: "the folder", path })));
    for (const [name, text] of Object.entries(contents)) writeWhole(join(args.dir, name), text);
    if (args.json) return terminal.printJson({ template: template.name, files: paths });
    for (const path of paths) terminal.print(path);
    const description = paths.find((path) => path.endsWith(".yaml"));
    terminal.log(`next: equipoise check ${description}   then: equipoise verify ${description}`);
  },
};
