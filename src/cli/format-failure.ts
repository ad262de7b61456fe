/** What a command says when it fails: the sentences, then the resources that a chip ran out of as one table. */
import { formatLimit, formatPlace, type Diagnostic } from "../diagnostics/diagnostic.js";
import { RESOURCE_USE } from "../diagnostics/resource-use.js";
import type { Colours } from "./colours.js";
import { formatTable } from "./table.js";

/** The text of `formatDiagnostic`, with the severity in its colour. */
export function paintDiagnostic(d: Diagnostic, c: Colours): string {
  const paint = d.severity === "error" ? c.red : d.severity === "warning" ? c.yellow : c.cyan;
  const place = d.place ? `${c.bold(formatPlace(d.place))}: ` : "";
  const hint = d.hint ? `\n  ${c.green("→")} ${d.hint}` : "";
  return `${place}${paint(d.severity)}: ${d.message}${formatLimit(d)} ${c.dim(`[${d.code}]`)}${hint}`;
}

export function formatFailure(diagnostics: readonly Diagnostic[], colours: Colours): string {
  const sentences = diagnostics.filter((d) => d.code !== RESOURCE_USE).map((d) => paintDiagnostic(d, colours));
  const rows = diagnostics.flatMap(({ code, message, limit }) =>
    code === RESOURCE_USE && limit ? [{ message, limit }] : [],
  );
  if (rows.length === 0) return sentences.join("\n");
  const cells = rows.map(({ message, limit }) => [
    limit.what,
    String(limit.used),
    String(limit.max),
    message.slice(limit.what.length).replace(/^; /, ""),
  ]);
  return [...sentences, "", formatTable(["resource", "used", "at most", ""], cells)].join("\n");
}
