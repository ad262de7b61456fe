/** The version of this package, from its package.json: part of every program's digest. */
import { existsSync, readFileSync } from "node:fs";

function findManifest(): URL {
  // From the sources the manifest is two folders up, from dist/ three.
  for (const up of ["../../package.json", "../../../package.json"]) {
    const url = new URL(up, import.meta.url);
    if (existsSync(url)) return url;
  }
  throw new Error("package.json of equipoise not found");
}

export const version = (JSON.parse(readFileSync(findManifest(), "utf8")) as { version: string }).version;
