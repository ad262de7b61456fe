/** network.json: read, held against its schema, and told from other JSON by its `format`. */
import type { z } from "zod";
import { fail } from "../../diagnostics/diagnostic.js";
import { issueMessage } from "../../diagnostics/issue-message.js";
import { INTEGERS_FORMAT, INTEGERS_VERSION, integersSchema, type IntegersDocument } from "./document-schema.js";

/** Issues that one message lists. */
const MOST_ISSUES = 10;

/** Whether a text is, or means to be, the JSON of an integer network; it need not be valid. */
export function isIntegersText(text: string): boolean {
  return /^\s*\{[^]*"format"\s*:\s*"equipoise-integers"/.test(text);
}

/** @param file its name in messages @throws EquipoiseError `integers-format` */
export function parseIntegersDocument(text: string, file: string): IntegersDocument {
  const document = parsed(text, file);
  const { format, version } = (document ?? {}) as { format?: unknown; version?: unknown };
  if (format !== INTEGERS_FORMAT)
    fail("integers-format", `${file} is no integer network: its format is not "${INTEGERS_FORMAT}"`);
  if (version !== INTEGERS_VERSION)
    fail(
      "integers-format",
      `${file}: version ${JSON.stringify(version) ?? "none"} is not read; ${INTEGERS_VERSION} is`,
      {
        hint: `write "version": ${INTEGERS_VERSION}`,
      },
    );
  const result = integersSchema.safeParse(document);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => sentence(issue, file));
  const more = issues.length > MOST_ISSUES ? `; and ${issues.length - MOST_ISSUES} more` : "";
  return fail("integers-format", issues.slice(0, MOST_ISSUES).join("; ") + more, {
    hint: "schemas/integers.schema.json and docs/integers.md say what is read",
  });
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail("integers-format", `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function sentence({ path, message }: z.core.$ZodIssue, file: string): string {
  const where = path.reduce<string>(
    (text, step) =>
      typeof step === "number" ? `${text}[${step}]` : text === "" ? String(step) : `${text}.${String(step)}`,
    "",
  );
  return `${file}: ${where === "" ? "" : `${where}: `}${issueMessage(message)}`;
}
