/** docs/options.md, from the option tables of the families. */
import { rangeText, type Option } from "../src/options/option.js";
import { dashed, writtenOptions, type OptionTable } from "../src/options/option-table.js";
import { optionTables } from "../src/options/option-tables.js";
import { allTargets } from "../src/targets/registry.js";
import type { TargetSpec } from "../src/targets/target.js";

const targetsOf = ({ family }: OptionTable) => allTargets().filter((target) => target.family === family);

/** What each target says; one text where all say the same. */
function byTarget(targets: readonly TargetSpec[], textOf: (target: TargetSpec) => string): string {
  const texts = new Map<string, string[]>();
  for (const target of targets) texts.set(textOf(target), [...(texts.get(textOf(target)) ?? []), target.id]);
  if (texts.size === 1) return [...texts.keys()][0];
  return [...texts].map(([text, ids]) => `${ids.join(", ")}: ${text}`).join("; ");
}

function valuesText(option: Option, targets: readonly TargetSpec[]): string {
  switch (option.type) {
    case "choice":
      return byTarget(targets, (target) =>
        option
          .choices(target)
          .map((word) => `\`${word}\``)
          .join(", "),
      );
    case "number":
      return `${rangeText(option.range)} (${option.what})`;
    case "flag":
      return "flag";
    case "rates":
      return "";
  }
}

function defaultText(option: Option, targets: readonly TargetSpec[]): string {
  if (option.type === "number" && option.unlessTold !== undefined) return option.unlessTold;
  return byTarget(targets, (target) => {
    const value = option.default(target);
    return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
  });
}

function rowsOf(table: OptionTable): string[] {
  const targets = targetsOf(table);
  return writtenOptions(table).map(
    ([name, option]) =>
      `| \`--${dashed(name)}\` | ${option.help} | ${valuesText(option, targets)} | ${defaultText(option, targets)} | ${option.notVaried === undefined ? "yes" : `no: ${option.notVaried}`} |`,
  );
}

export function optionsPageText(): string {
  const sections = optionTables.map(
    (table) => `## ${table.title} targets: ${targetsOf(table)
      .map(({ id }) => id)
      .join(", ")}

| option | decides | values | default | \`sweep --vary\` |
|---|---|---|---|---|
${rowsOf(table).join("\n")}
`,
  );
  return `# Compiler options

Made from the tables in \`src/options/*.ts\` by \`npm run generate\`. Every command that compiles takes them: \`check\`, \`compile\`, \`run\`, \`verify\`,
\`sweep\`, \`compare-targets\`, \`loop\`, and those of \`board\` that take a description. A program writes the same names without dashes
(\`optionsWith(target, { weightBits: 4 })\`, [library.md](library.md)). An option or a value that a target does not have is an error that names those it has.

${sections.join("\n")}`;
}
