/**
 * Every message a user sees has a code, a place, a limit where one is exceeded, and a way out.
 * Errors cannot be silenced; warnings have stable kebab-case codes that can be raised to errors.
 */
import { exitCodeOf, type Code } from "./codes.js";
import type { Severity } from "./codes/entry.js";
import { ExitCode } from "./exit-codes.js";

export type { Severity };

/** A place in a text file; line and col count from 1. */
export interface TextPlace {
  readonly file: string;
  readonly line: number;
  readonly col: number;
}

/** A place in the network or on the chip, e.g. `projection I→E` or `core 12`. */
export interface ObjectPlace {
  readonly object: string;
}

export type Place = TextPlace | ObjectPlace;

export interface Diagnostic {
  /** Stable and greppable; docs/messages.md says of each what it means. */
  readonly code: Code;
  readonly severity: Severity;
  /** One sentence that names the thing. */
  readonly message: string;
  readonly place?: Place;
  /** The exceeded or approached limit. */
  readonly limit?: { readonly what: string; readonly used: number; readonly max: number };
  /** The way out, as an instruction. */
  readonly hint?: string;
}

export function formatPlace(place: Place): string {
  return "file" in place ? `${place.file}:${place.line}:${place.col}` : place.object;
}

/** ` (cores: 293 used, at most 256)`, or nothing; a message that begins with what is limited does not say it twice. */
export function formatLimit({ message, limit }: Pick<Diagnostic, "message" | "limit">): string {
  if (!limit) return "";
  const what = message.startsWith(limit.what) ? "" : `${limit.what}: `;
  return ` (${what}${limit.used} used, at most ${limit.max})`;
}

export function formatDiagnostic(d: Diagnostic): string {
  const place = d.place ? `${formatPlace(d.place)}: ` : "";
  const hint = d.hint ? `\n  → ${d.hint}` : "";
  return `${place}${d.severity}: ${d.message}${formatLimit(d)} [${d.code}]${hint}`;
}

/** Characters of a word in a message: no name, number or path that means something is longer. */
const LONGEST_WORD = 1000;
const [KEPT_OF_BEGIN, KEPT_OF_END] = [200, 50];

/** Cuts words that a damaged or hostile input has brought into a sentence, such as a name of a million letters. */
function withoutLongWords(message: string): string {
  if (message.length <= LONGEST_WORD) return message;
  return message
    .split(" ")
    .map((word) =>
      word.length <= LONGEST_WORD
        ? word
        : `${word.slice(0, KEPT_OF_BEGIN)}… (${word.length} characters) …${word.slice(-KEPT_OF_END)}`,
    )
    .join(" ");
}

/** The only error class that carries messages meant for users; anything else is an internal fault. */
export class EquipoiseError extends Error {
  /** Code of the first error among `diagnostics`; it does not change between versions (docs/messages.md). */
  readonly code: Code;

  readonly diagnostics: readonly Diagnostic[];

  constructor(
    diagnostics: readonly Diagnostic[],
    readonly exitCode: ExitCode = ExitCode.badInput,
  ) {
    const readable = diagnostics.map((d) => ({ ...d, message: withoutLongWords(d.message) }));
    super(readable.map(formatDiagnostic).join("\n"));
    this.diagnostics = readable;
    this.name = "EquipoiseError";
    this.code = (diagnostics.find(({ severity }) => severity === "error") ?? diagnostics[0])?.code ?? "internal-fault";
  }

  /** Makes the same error with a place for its diagnostics that have none. */
  at(place: Place): EquipoiseError {
    return new EquipoiseError(
      this.diagnostics.map((d) => ({ ...d, place: d.place ?? place })),
      this.exitCode,
    );
  }
}

/** Shorthand for the common case of one error; its exit code is that of the table unless `more` has one. */
export function fail(
  code: Code,
  message: string,
  more: Partial<Omit<Diagnostic, "code" | "message" | "severity">> & { exitCode?: ExitCode } = {},
): never {
  const { exitCode, ...rest } = more;
  throw new EquipoiseError([{ code, severity: "error", message, ...rest }], exitCode ?? exitCodeOf(code));
}

/** Receives warnings and notes while something runs. */
export type DiagnosticSink = (diagnostic: Diagnostic) => void;

/** Progress of long work: `done` of `total` units; called often, throttled by the receiver. */
export type ProgressSink = (phase: string, done: number, total: number) => void;
