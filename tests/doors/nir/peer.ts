/** nir itself, in its Python environment, and files for it that are gone afterwards. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NIR, pythonOf } from "../../../scripts/python-environments.js";

const PEER = fileURLToPath(new URL("peer.py", import.meta.url));

/** @returns its standard output. @throws Error where it fails, with what it said */
export function nirPeer(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(pythonOf(NIR), [PEER, ...words], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr.trim().split("\n").at(-1));
  return stdout;
}

export function temporaryFolder(): { path: (name: string) => string; folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-nir-"));
  return { folder, path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
