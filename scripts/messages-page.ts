/** docs/messages.md, made from the tables of src/diagnostics: every code, every kind of loss, every counter of a run. */
import { CODE_AREAS } from "../src/diagnostics/codes.js";
import type { CodeEntry } from "../src/diagnostics/codes/entry.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import { COMPILE_LOSSES, RUN_LOSSES } from "../src/diagnostics/loss-kinds.js";
import { LOSS_COUNTERS, WORK_COUNTERS, type CounterMeaning } from "../src/diagnostics/run-counters.js";

const OPENING = [
  "# Messages",
  "",
  "<!-- Made by `npm run generate` from src/diagnostics (codes, loss-kinds.ts, run-counters.ts): change those, not this file. -->",
  "",
  "Every error, warning and note ends with its code in brackets, e.g. `[delay-too-long]`; with `--json` it is the field `code`. A code does not change",
  "with the words of its message. The message itself names place, limit and way out; here is what each code means in general. A description that is",
  "refused ends with exit code 1; all exit codes: [verdict.md](verdict.md#exit-codes).",
].join("\n");

const LOSSES = [
  "What the chip cannot hold is also an entry of the loss ledger, which `equipoise compile`, `equipoise check` and the report show: who, how many, how",
  "much. These are the kinds of entries.",
].join("\n");

const COUNTERS = [
  "A run counts what registers could not hold: in all and, on most targets, by population (`v-clipped-low:E`). The ledger entries of a run come from",
  "these counters.",
].join("\n");

function listOf<Word>(words: Word | readonly Word[]): readonly Word[] {
  return Array.isArray(words) ? (words as readonly Word[]) : [words as Word];
}

/** "Error (exit code 5 or 1)." */
function kindOf({ severity, exit = "badInput" }: CodeEntry): string {
  const text = listOf(severity)
    .map((word) =>
      word === "error"
        ? `error (exit code ${listOf(exit)
            .map((name) => ExitCode[name])
            .join(" or ")})`
        : word,
    )
    .join(" or ");
  return text[0].toUpperCase() + text.slice(1);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function sentences(words: Readonly<Record<string, string>>): string[][] {
  return Object.entries(words).map(([word, sentence]) => [`\`${word}\``, sentence]);
}

export function messagesPage(): string {
  const areas = CODE_AREAS.flatMap(({ title, codes }) => [
    `## ${title}`,
    ...Object.entries(codes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, entry]) => `### ${code}\n\n${kindOf(entry)}. ${entry.when}`),
  ]);
  const counters = Object.entries<CounterMeaning>(LOSS_COUNTERS).map(([name, { kind, register, cannot }]) => [
    `\`${name}\``,
    `\`${kind}\``,
    `${register} ${cannot}`,
  ]);
  const parts = [
    OPENING,
    ...areas,
    "## Losses",
    LOSSES,
    "### Losses on the way to the chip",
    table(["kind", "what it is"], sentences(COMPILE_LOSSES)),
    "### Losses while running",
    table(["kind", "what it is"], sentences(RUN_LOSSES)),
    "## Counters of a run",
    COUNTERS,
    table(["counter", "kind of loss", "what it counts"], counters),
    "These count work, not losses:",
    table(["counter", "what it counts"], sentences(WORK_COUNTERS)),
  ];
  return `${parts.join("\n\n")}\n`;
}
