import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { buildOnce } from "./cached-build.js";
import { makeFolder } from "../../src/node/files/make-folder.js";

const folder = mkdtempSync(join(tmpdir(), "cached-build-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(["/proc/nope/cache", join(folder, "file", "cache")])(
  "a cache in %s, where no folder can be made, ends in a sentence at once",
  (cache) => {
    makeFolder(join(folder, "sources"));
    writeFileSync(join(folder, "file"), "");
    writeFileSync(join(folder, "build.sh"), "");
    const build = {
      name: "it",
      root: folder,
      sources: ["sources"],
      script: "build.sh",
      needs: {},
      what: "The thing",
      instead: "do without",
    };
    expect(() => buildOnce(build, cache)).toThrow(
      /The thing is built when it is first used and kept in .*cache, which cannot be written/,
    );
  },
);
