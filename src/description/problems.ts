/** Collects the errors and warnings of one description, so that a user sees all of them in one go. */
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import type { Code } from "../diagnostics/codes.js";
import type { Diagnostic, TextPlace } from "../diagnostics/diagnostic.js";

/** Keys and indices from the root of the document. */
export type DocumentPath = readonly (string | number)[];

/** Where a path stands in the text: its key or its value. */
export type Locator = (path: DocumentPath, part?: "key" | "value") => TextPlace;

const SHOWN_ERRORS = 30;

export class Problems {
  private readonly errors: Diagnostic[] = [];
  readonly warnings: Diagnostic[] = [];
  private readonly seen = new Set<string>();
  private readonly leftOut = new Set<string>();
  private recorded = 0;

  constructor(readonly locate: Locator) {}

  error(code: Code, path: DocumentPath, message: string, hint?: string, part: "key" | "value" = "value"): void {
    this.recorded++;
    if (this.followsFromOmission(code, message)) return;
    const place = this.locate(path, part);
    if (this.isNew("error", code, place, message))
      this.errors.push({ code, severity: "error", message, place, ...(hint === undefined ? {} : { hint }) });
  }

  warn(code: Code, path: DocumentPath, message: string, hint?: string): void {
    const place = this.locate(path);
    if (this.isNew("warning", code, place, message))
      this.warnings.push({ code, severity: "warning", message, place, ...(hint === undefined ? {} : { hint }) });
  }

  /** Names of entries that are not checked any further because their shape was wrong, which was reported. */
  leaveOut(name: string): void {
    this.leftOut.add(name);
  }

  private followsFromOmission(code: Code, message: string): boolean {
    if (this.leftOut.size === 0) return false;
    if (code === "no-populations") return true;
    return (
      (code === "unknown-name" || code === "bad-expression") &&
      [...message.matchAll(/`([^`]*)`/g)].some(([, name]) => this.leftOut.has(name))
    );
  }

  /** A cell that is used in several places (alias, merge key) has one place in the text: what is wrong with it is said once. */
  private isNew(severity: string, code: string, { line, col }: TextPlace, message: string): boolean {
    const key = `${severity} ${code} ${line} ${col} ${message.slice(message.indexOf(": ") + 1)}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  /** Errors recorded so far, echoes included. */
  get count(): number {
    return this.recorded;
  }

  /** No further error will be shown: its hint need not be searched for. */
  get full(): boolean {
    return this.errors.length >= SHOWN_ERRORS;
  }

  throwIfAny(): void {
    if (this.errors.length === 0) return;
    const shown = this.errors.slice(0, SHOWN_ERRORS);
    const more = this.errors.length - shown.length;
    if (more > 0)
      shown.push({
        code: "more-errors",
        severity: "error",
        message: `and ${more} more errors`,
        place: this.locate([]),
      });
    throw new EquipoiseError(shown);
  }
}

/** The user's own text in a message, cut where it is long. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** "populations.E.neuron.V_th", "stimuli.dc.steps[2]". */
export function formatPath(path: DocumentPath): string {
  let text = "";
  for (const step of path) text += typeof step === "number" ? `[${step}]` : text === "" ? step : `.${step}`;
  return text === "" ? "the description" : text;
}
