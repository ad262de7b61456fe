/**
 * Everything that a command will write, looked at before it begins its work: a place that cannot be written, two outputs in one
 * file, or an output that is an input, by whatever name, costs no run.
 */
import { accessSync, closeSync, constants, fstatSync, openSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../diagnostics/diagnostic.js";
import {
  besides,
  destinationOf,
  identityOfInput,
  leftBesides,
  nearestFolder,
  type Destination,
} from "./destination.js";
import { cannotWrite, overwritesInput, removeIfThere, writePieces } from "./files.js";

export interface Output {
  /** As the user wrote it: `--csv`. */
  readonly option: string;
  /** undefined: not asked for. */
  readonly path: string | undefined;
}

const PAGE = /\.html?$/i;

/**
 * The page that an option for one means: a path that ends in .html is the page itself, any other one a folder with `name` in it, as `verify --out`
 * has it. A device, a FIFO or /dev/stdout is written to as it is.
 */
export function pageOf(path: string, name = "report.html"): string {
  return PAGE.test(path) || isWrittenThrough(path) ? path : join(path, name);
}

function isWrittenThrough(path: string): boolean {
  try {
    return destinationOf(path).kind !== "file";
  } catch {
    // A folder, or no place at all, which is told when it is written.
    return false;
  }
}

/** @throws EquipoiseError `bad-option` for the name of a page where a folder belongs */
function mustBeFolder(option: string, path: string): void {
  if (PAGE.test(path))
    fail("bad-option", `${option} ${path} names a page, but ${option} is a folder`, {
      hint: `${option} ${path.replace(PAGE, "")}`,
    });
}

/** The files that a command puts into the folder of an option; none where the folder was not asked for. */
export class OutputFolder<Name extends string> {
  /** Paths that were written. */
  readonly files: string[] = [];

  /** @throws EquipoiseError as `prepareOutputs`, and `bad-option` for the name of a page */
  constructor(
    option: string,
    private readonly folder: string | undefined,
    names: readonly Name[],
    inputs: readonly (string | undefined)[] = [],
  ) {
    if (folder === undefined) return;
    mustBeFolder(option, once(option, folder));
    prepareOutputs(
      names.map((name) => ({ option, path: join(folder, name) })),
      inputs,
    );
  }

  get wanted(): boolean {
    return this.folder !== undefined;
  }

  write(name: Name, content: Uint8Array | string): void {
    this.writePieces(name, [typeof content === "string" ? Buffer.from(content) : content]);
  }

  writePieces(name: Name, content: Iterable<Uint8Array>): void {
    if (this.folder === undefined) return;
    const path = join(this.folder, name);
    writePieces(path, content);
    this.files.push(path);
  }
}

/**
 * Leaves nothing behind and makes no folder.
 * @param inputs files that the command reads; undefined ones do not count
 * @throws EquipoiseError `cannot-write`, `same-file`, `bad-option`
 */
export function prepareOutputs(outputs: readonly Output[], inputs: readonly (string | undefined)[] = []): void {
  const read = new Set(inputs.map((path) => (path === undefined ? null : identityOfInput(path))));
  const written = new Map<string, string>();
  const probed = new Set<string>();
  for (const { option, path } of outputs) {
    if (path === undefined) continue;
    const destination = look(once(option, path), probed);
    const { identity } = destination;
    if (identity === null) continue;
    if (read.has(identity)) overwritesInput(path);
    const other = written.get(identity);
    if (other !== undefined)
      fail("same-file", `${other} and ${option} ${path} are the same file`, { hint: "name two files" });
    written.set(identity, `${option} ${path}`);
  }
}

function once(option: string, path: unknown): string {
  return typeof path === "string"
    ? path
    : fail("bad-option", `${option} was given more than once`, { hint: "give it once" });
}

function look(path: string, probed: Set<string>): Destination {
  try {
    const destination = destinationOf(path);
    if (destination.kind === "descriptor") fstatSync(destination.fd);
    else if (destination.kind === "stream") accessSync(destination.path, constants.W_OK);
    else probe(destination.path, probed);
    return destination;
  } catch (error) {
    return cannotWrite(path, error);
  }
}

/** Only a file that was made shows that files can be made: not permissions, not the root user, not a full disk. */
function probe(path: string, probed: Set<string>): void {
  const folder = nearestFolder(path);
  if (probed.has(folder)) return;
  const attempt = besides(join(folder, "equipoise"), "probe");
  leftBesides(join(folder, "equipoise")).forEach(removeIfThere);
  closeSync(openSync(attempt, "wx"));
  removeIfThere(attempt);
  probed.add(folder);
}
