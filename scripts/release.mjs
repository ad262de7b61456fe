// A release: `npm run release -- patch|minor|major|X.Y.Z [--dry-run] [--skip-checks] [--publish]`, patch unless told.
// The tree must be clean and CHANGELOG.md must have something Unreleased. All checks pass first; then the version is written everywhere, the
// package is packed and its contents listed, and the release is committed and tagged. Nothing leaves this machine without --publish.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { versionText } from "./version-text.mjs";

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;
const FILES = ["package.json", "package-lock.json", "CHANGELOG.md", "src/program/version.ts"];

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

const read = (path) => readFileSync(path, "utf8");
const output = (command, ...args) => execFileSync(command, args, { encoding: "utf8" });
const run = (command, ...args) => execFileSync(command, args, { stdio: "inherit" });

/** @param wanted what to raise, or a version. */
function nextVersion(current, wanted) {
  const [major, minor, patch] = VERSION.exec(current).slice(1).map(Number);
  const raised = {
    major: `${major + 1}.0.0`,
    minor: `${major}.${minor + 1}.0`,
    patch: `${major}.${minor}.${patch + 1}`,
  }[wanted];
  if (raised !== undefined) return raised;
  const given = VERSION.exec(wanted);
  if (given === null) return refuse(`${wanted} is no version: write patch, minor, major or three numbers, e.g. 1.2.3`);
  const change = given
    .slice(1)
    .map((part, k) => Number(part) - [major, minor, patch][k])
    .find((step) => step !== 0);
  return change > 0 ? wanted : refuse(`${wanted} is not above ${current}: a release raises the version`);
}

/** What was Unreleased stands under the version and its day; a new, empty Unreleased stands above. */
function releasedChangelog(text, version, day) {
  const heading = "## Unreleased\n";
  const sections = text.split(/^(?=## )/m);
  const at = sections.findIndex((section) => section.startsWith(heading));
  if (at < 0) return refuse("CHANGELOG.md has no section `## Unreleased`: write what this release brings there");
  const body = sections[at].slice(heading.length).trim();
  if (body === "")
    return refuse("CHANGELOG.md has nothing under `## Unreleased`: write what this release brings there");
  const below = sections.slice(at + 1).join("");
  const released = `${heading}\n## ${version} (${day})\n\n${body}\n`;
  return sections.slice(0, at).join("") + released + (below === "" ? "" : `\n${below}`);
}

/** JSON with another version, as it was written: the lock file names it twice. */
function withVersion(path, version) {
  const content = JSON.parse(read(path));
  content.version = version;
  if (content.packages?.[""] !== undefined) content.packages[""].version = version;
  return `${JSON.stringify(content, null, 2)}\n`;
}

function listPackage() {
  const [{ files, size, unpackedSize, filename }] = JSON.parse(
    output("npm", "pack", "--dry-run", "--json", "--ignore-scripts"),
  );
  for (const file of files) console.log(`  ${String(file.size).padStart(9)}  ${file.path}`);
  console.log(`${filename}: ${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`);
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "dry-run": { type: "boolean", default: false },
    "skip-checks": { type: "boolean", default: false },
    publish: { type: "boolean", default: false },
  },
});
if (positionals.length > 1) refuse(`only one version can be released at a time, not ${positionals.join(" and ")}`);

const changed = output("git", "status", "--porcelain").trim();
if (changed !== "") refuse(`the tree is not clean, commit or remove first:\n${changed}`);
const { version: current } = JSON.parse(read("package.json"));
const version = nextVersion(current, positionals[0] ?? "patch");
const tag = `v${version}`;
if (output("git", "tag", "--list", tag).trim() !== "")
  refuse(`the tag ${tag} is there already: choose another version`);
const changelog = releasedChangelog(read("CHANGELOG.md"), version, new Date().toISOString().slice(0, 10));

console.log(`Release ${current} → ${version}`);
if (options["skip-checks"]) console.log("Checks are skipped.");
else {
  // Known holes of what is shipped. A registry that answers no audits fails it: a release needs one that does.
  run("npm", "audit", "--omit=dev");
  run("npm", "test");
}

if (options["dry-run"]) {
  console.log(
    `Would write ${version} into ${FILES.join(", ")}, and rewrite tests/golden/examples.json, whose digests hold the version.`,
  );
  console.log(`CHANGELOG.md would begin:\n\n${changelog.split("\n").slice(0, 12).join("\n")}\n`);
  console.log("Would pack:");
  listPackage();
  console.log(
    `Would commit "Release ${version}" and tag it ${tag}; ${options.publish ? "would push both and publish to npm" : "would push and publish nothing (--publish does)"}.`,
  );
  console.log("This was a dry run: nothing has changed.");
  process.exit();
}

for (const path of ["package.json", "package-lock.json"]) writeFileSync(path, withVersion(path, version));
writeFileSync("src/program/version.ts", versionText(version));
writeFileSync("CHANGELOG.md", changelog);
run("npm", "run", "--silent", "build");
run("npm", "run", "--silent", "golden", "--", "--examples");
listPackage();
run("git", "commit", "--quiet", "--all", "--message", `Release ${version}`);
run("git", "tag", "--annotate", tag, "--message", `Release ${version}`);
if (options.publish) {
  run("git", "push", "--follow-tags");
  run("npm", "publish");
} else console.log(`${tag} is committed and tagged here. To publish: git push --follow-tags && npm publish`);
