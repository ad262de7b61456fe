/** What a command says when it fails: the sentences, then the resources that a chip ran out of as one table. */
import { formatDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.js";
import { RESOURCE_USE } from "../diagnostics/resource-use.js";
import { formatTable } from "./table.js";

export function formatFailure(diagnostics: readonly Diagnostic[]): string {
  const sentences = diagnostics.filter((d) => d.code !== RESOURCE_USE).map(formatDiagnostic);
  const rows = diagnostics.flatMap(({ code, message, limit }) => (code === RESOURCE_USE && limit ? [{ message, limit }] : []));
  if (rows.length === 0) return sentences.join("\n");
  const cells = rows.map(({ message, limit }) => [limit.what, String(limit.used), String(limit.max), message.slice(limit.what.length).replace(/^; /, "")]);
  return [...sentences, "", formatTable(["resource", "used", "at most", ""], cells)].join("\n");
}
