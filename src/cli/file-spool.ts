/** What a run leaves behind while it goes on, on disk and not in memory; files.ts makes a file of it at the end, whole or not at all. */
import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fail } from "../diagnostics/diagnostic.js";
import { nearestFolder } from "./destination.js";
import { cannotWrite } from "./files.js";
import type { Spool } from "../recording/recording-stream.js";

/** Bytes that are read, or gathered before they are written, at once. */
const PIECE = 1 << 18;
let spools = 0;

/**
 * A temporary file without a name: it is removed as soon as it is open, so that nothing of it stays, however the process ends.
 * @throws EquipoiseError `cannot-write`
 */
export class FileSpool implements Spool {
  private readonly fd: number;
  private readonly leftOver: string | null;
  private readonly gathered = Buffer.allocUnsafe(PIECE);
  private filled = 0;
  private flushed = 0;

  /** @param path of the file that is made of it in the end: the spool lies on the same disk, which has room for it */
  constructor(private readonly path: string) {
    const name = `.${basename(path).slice(0, 200)}.${process.pid}.${spools++}.spool`;
    const opened = openIn(() => nearestFolder(resolve(path)), name) ?? openIn(tmpdir, name);
    if (opened === null)
      fail("cannot-write", `cannot write ${path}: there is no folder for what the run leaves until then`, {
        hint: "give a folder that exists and may be written",
      });
    this.fd = opened.fd;
    this.leftOver = removed(opened.path) ? null : opened.path;
  }

  get length(): number {
    return this.flushed + this.filled;
  }

  /** Bytes in memory. */
  get held(): number {
    return this.filled;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + PIECE - this.filled);
      this.gathered.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === PIECE) this.flush();
    }
  }

  *pieces(): Generator<Uint8Array> {
    this.flush();
    const buffer = Buffer.allocUnsafe(PIECE);
    for (let at = 0; at < this.flushed;) {
      const got = readSync(this.fd, buffer, 0, Math.min(PIECE, this.flushed - at), at);
      if (got === 0)
        fail("cannot-write", `cannot write ${this.path}: what the run left until then cannot be read back`);
      yield buffer.subarray(0, got);
      at += got;
    }
  }

  close(): void {
    closeSync(this.fd);
    if (this.leftOver !== null) removed(this.leftOver);
  }

  private flush(): void {
    try {
      writeFully(this.fd, this.gathered.subarray(0, this.filled), this.flushed);
    } catch (error) {
      cannotWrite(this.path, error);
    }
    this.flushed += this.filled;
    this.filled = 0;
  }
}

function writeFully(fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, position + at);
}

function openIn(folder: () => string, name: string): { fd: number; path: string } | null {
  try {
    const path = join(folder(), name);
    return { fd: openSync(path, "wx+", 0o600), path };
  } catch {
    return null;
  }
}

function removed(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}
