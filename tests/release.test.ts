/** `npm run release`, on a small repository of its own: what it refuses, what a dry run leaves alone, and what a release writes. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT, temporaryFolder } from "./cli/equipoise.js";

let root: string;
let remove: () => void;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const read = (path: string) => readFileSync(join(root, path), "utf8");
const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
const release = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, "scripts/release.mjs"), "--skip-checks", ...args], {
    cwd: root,
    encoding: "utf8",
  });

const CHANGELOG = "# Changelog\n\n## Unreleased\n\n- A new thing.\n\n## 1.2.3\n\nThe first.\n";
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
/** Stands in for the build and for the table of digests, and is seen to run. */
const scripts = {
  build: "node -e \"fs.writeFileSync('built.txt', 'built')\"",
  golden: "node -e \"fs.writeFileSync('golden.txt', 'with the new version')\" --",
};

beforeEach(() => {
  ({ path: root, remove } = temporaryFolder());
  write("package.json", json({ name: "released", version: "1.2.3", files: ["src"], scripts }));
  write("package-lock.json", json({ name: "released", version: "1.2.3", packages: { "": { version: "1.2.3" } } }));
  write("CHANGELOG.md", CHANGELOG);
  write("src/program/version.ts", 'export const version = "1.2.3";\n');
  write("golden.txt", "with the old version");
  write(".gitignore", "built.txt\n");
  git("init", "--quiet");
  git("config", "user.name", "Nobody");
  git("config", "user.email", "nobody@example.org");
  git("add", "--all");
  git("commit", "--quiet", "--message", "All");
});
afterEach(() => remove());

const state = () => [git("status", "--porcelain"), git("rev-parse", "HEAD"), git("tag"), git("ls-files", "--others")];

describe("a dry run of a release", () => {
  it.each([
    [[], "1.2.4"],
    [["minor"], "1.3.0"],
    [["major"], "2.0.0"],
    [["1.10.0"], "1.10.0"],
  ])("%j says what it would do for a version, and changes nothing", (args, version) => {
    const before = state();
    const { status, stdout, stderr } = release(...args, "--dry-run");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`Release 1.2.3 → ${version}`);
    expect(stdout).toMatch(
      new RegExp(`## Unreleased\n\n## ${version} \\(\\d{4}-\\d\\d-\\d\\d\\)\n\n- A new thing\\.\n`),
    );
    expect(stdout).toContain("src/program/version.ts");
    expect(stdout).toContain(`tag it v${version}; would push and publish nothing`);
    expect(state()).toEqual(before);
    expect(read("CHANGELOG.md")).toBe(CHANGELOG);
  });

  it.each([
    ["a tree that is not clean", () => write("new.txt", "x"), [], /not clean.*\n\?\? new\.txt/],
    ["an empty Unreleased", () => write("CHANGELOG.md", CHANGELOG.replace("- A new thing.", "")), [], /nothing under/],
    ["no Unreleased", () => write("CHANGELOG.md", "# Changelog\n"), [], /has no section/],
    ["a version that is none", () => {}, ["huge"], /huge is no version/],
    ["a version that is not above", () => {}, ["1.2.3"], /1\.2\.3 is not above 1\.2\.3/],
    ["a lower one", () => {}, ["1.1.9"], /1\.1\.9 is not above 1\.2\.3/],
    ["a tag that is there", () => void git("tag", "v1.2.4"), [], /the tag v1\.2\.4 is there already/],
  ])("refuses %s", (what, arrange, args, says) => {
    arrange();
    if (what.includes("Unreleased")) git("commit", "--quiet", "--all", "--message", "Changelog");
    const before = state();
    const { status, stderr } = release(...args, "--dry-run");
    expect(status).toBe(1);
    expect(stderr).toMatch(says);
    expect(state()).toEqual(before);
  });
});

describe("a release", () => {
  it("writes the version everywhere, builds, commits and tags, and sends nothing anywhere", () => {
    const { status, stdout, stderr } = release("minor");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(read("package.json"))).toMatchObject({ version: "1.3.0", scripts });
    expect(JSON.parse(read("package-lock.json"))).toMatchObject({
      version: "1.3.0",
      packages: { "": { version: "1.3.0" } },
    });
    expect(read("src/program/version.ts")).toContain('export const version = "1.3.0";\n');
    expect(read("CHANGELOG.md")).toMatch(
      /^# Changelog\n\n## Unreleased\n\n## 1\.3\.0 \([\d-]+\)\n\n- A new thing\.\n\n## 1\.2\.3\n\nThe first\.\n$/,
    );
    expect(read("golden.txt")).toBe("with the new version");
    expect(read("built.txt")).toBe("built");
    expect(git("status", "--porcelain")).toBe("");
    expect(git("log", "--format=%s", "-2")).toBe("Release 1.3.0\nAll");
    expect(git("describe", "--exact-match")).toBe("v1.3.0");
    expect(stdout).toContain("To publish:");
  });
});
