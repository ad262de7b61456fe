import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { encodeProgram } from "../../src/program/encode.js";
import { sampleProgram } from "../../src/program/sample-program.fixture.js";
import { equipoise, finished, ROOT, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(folder.remove);

const NETWORK = smallNetwork({ duration: "101 ms" });
const HEADER = /^time_ms,node_id,population\n/;
/** So long that a run would not be over within the time of a test. */
const LONG = smallNetwork({ duration: "1000 s" });

let here = "";
let count = 0;
const at = (name: string) => join(here, name);

beforeEach(() => {
  here = join(folder.path, `case ${count++}`);
  mkdirSync(here);
  writeFileSync(at("net.yaml"), NETWORK);
  writeFileSync(at("long.yaml"), LONG);
});

describe("what an output is", () => {
  it("a symbolic link stays, and its target is replaced", async () => {
    mkdirSync(at("elsewhere"));
    writeFileSync(at("elsewhere/real"), "old", { mode: 0o600 });
    symlinkSync("elsewhere/real", at("link"));
    symlinkSync("elsewhere/new", at("dangling"));
    for (const name of ["link", "dangling"])
      expect((await equipoise(["run", "net.yaml", "-q", "--csv", name], here)).code).toBe(0);
    expect(readlinkSync(at("link"))).toBe("elsewhere/real");
    expect(lstatSync(at("dangling")).isSymbolicLink()).toBe(true);
    for (const name of ["real", "new"]) expect(readFileSync(at(`elsewhere/${name}`), "utf8")).toMatch(HEADER);
    expect(statSync(at("elsewhere/real")).mode & 0o777).toBe(0o600);
    expect(readdirSync(at("elsewhere")).sort()).toEqual(["new", "real"]);
  });

  it("a FIFO is written through", async () => {
    execFileSync("mkfifo", [at("fifo")]);
    const reader = finished(spawn("cat", [at("fifo")]));
    expect((await equipoise(["run", "net.yaml", "-q", "--csv", "fifo"], here)).code).toBe(0);
    expect((await reader).stdout).toMatch(HEADER);
    expect(lstatSync(at("fifo")).isFIFO()).toBe(true);
  });

  it("a device is written through, also by two outputs, and /dev/stdout is standard output", async () => {
    const twice = await equipoise(["run", "net.yaml", "-q", "--csv", "/dev/null", "--out", "/dev/null"], here);
    expect(twice.code).toBe(0);
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
    const piped = await equipoise(["run", "net.yaml", "-q", "--csv", "/dev/stdout"], here);
    expect(piped.stdout).toMatch(HEADER);
  });
});

describe("an output that cannot be is refused before the run", () => {
  const cases: [what: string, args: string[], says: RegExp][] = [
    [
      "a file system that makes no folders",
      ["verify", "long.yaml", "--out", "/proc/nope"],
      /cannot write \/proc\/nope/,
    ],
    [
      "the same below a folder that does not exist",
      ["run", "long.yaml", "--out", "/proc/nope/deeper/x.eqr"],
      /cannot write \/proc\/nope/,
    ],
    ["a folder below a file", ["verify", "long.yaml", "--out", "net.yaml/x"], /a part of the path is not a folder/],
    ["a file that is a folder", ["run", "long.yaml", "--csv", "."], /cannot write \.: it is a folder/],
    [
      "the second of two outputs",
      ["run", "long.yaml", "--out", "good.eqr", "--checkpoint", "/proc/nope"],
      /cannot write \/proc\/nope/,
    ],
    ["one file for two outputs", ["run", "long.yaml", "--out", "x", "--csv", "./x"], /the same file/],
    [
      "a report of several targets",
      ["compare-targets", "long.yaml", "--out", "/proc/nope"],
      /cannot write \/proc\/nope/,
    ],
    [
      "the table of a sweep",
      ["sweep", "long.yaml", "--vary", "weightBits=8,4", "--csv", "/proc/nope"],
      /cannot write \/proc\/nope/,
    ],
    ["the page of phenomena", ["phenomena", "run", "--all", "--out", "/proc/nope/x"], /cannot write \/proc\/nope/],
    ["a program file", ["compile", "long.yaml", "--out", "/proc/nope"], /cannot write \/proc\/nope/],
    ["the course of a plant", ["loop", "long.yaml", "--csv", "/proc/nope"], /cannot write \/proc\/nope/],
    ["starter files", ["init", "/proc/nope"], /cannot write \/proc\/nope/],
    ["a file given twice", ["run", "long.yaml", "--out", "a", "--out", "b"], /--out was given twice/],
    ["an empty name", ["run", "long.yaml", "--out", ""], /cannot write/],
  ];
  it.each(cases)("%s", async (_what, args, says) => {
    const outcome = await equipoise(args, here);
    expect(outcome.stderr).toMatch(says);
    expect(outcome.code).toBe(1);
    expect(readdirSync(here).sort()).toEqual(["long.yaml", "net.yaml"]);
  });

  it("an output that is an input, by its name, another way to it, a symbolic or a hard link", async () => {
    symlinkSync("long.yaml", at("soft"));
    linkSync(at("long.yaml"), at("hard"));
    for (const [option, out] of [
      ["--out", "long.yaml"],
      ["--csv", `../${here.split("/").pop()}/long.yaml`],
      ["--checkpoint", "soft"],
      ["--out", "hard"],
    ]) {
      const outcome = await equipoise(["run", "long.yaml", "-q", option, out], here);
      expect(outcome.stderr, `${option} ${out}`).toMatch(/would overwrite/);
      expect(outcome.code).toBe(1);
    }
    expect(readFileSync(at("long.yaml"), "utf8")).toBe(LONG);
    writeFileSync(at("p.eqp"), encodeProgram(sampleProgram()));
    expect((await equipoise(["run", "p.eqp", "-q", "--out", "p.eqp"], here)).stderr).toMatch(/would overwrite p\.eqp/);
  });
});

it("a full standard output, and a folder that is gone, end in a sentence", async () => {
  const full = openSync("/dev/full", "w");
  const stopped = await finished(
    spawn(process.execPath, [join(ROOT, "dist/src/cli/main.js"), "targets"], { stdio: ["ignore", full, "pipe"] }),
  );
  expect(stopped.stderr).toMatch(/^error: cannot write to standard output: the disk is full/);
  expect(stopped.code).toBe(1);
  const failed = await finished(
    spawn(process.execPath, [join(ROOT, "dist/src/cli/main.js"), "check", "nope.yaml", "--json"], {
      stdio: ["ignore", full, "pipe"],
      cwd: at(""),
    }),
  );
  expect(failed.stderr).toMatch(
    /^error: cannot read nope\.yaml[^]*error: cannot write to standard output: the disk is full/,
  );
  expect(failed.stderr).not.toMatch(/^ +at /m);
  expect(failed.code).toBe(1);
  mkdirSync(at("gone"));
  const lost = spawn(
    "/bin/sh",
    ["-c", 'rmdir "$PWD" && exec "$0" "$1" run ../net.yaml', process.execPath, join(ROOT, "dist/src/cli/main.js")],
    { cwd: at("gone") },
  );
  const outcome = await finished(lost);
  expect(outcome.stderr).toMatch(/^error: the folder in which the command was started does not exist any more/);
  expect(outcome.code).toBe(1);
  if (existsSync(at("gone"))) rmdirSync(at("gone"));
});

it("names from a file do not steer the terminal", async () => {
  const program = sampleProgram();
  const names = {
    name: "net\x1b]0;title\x07",
    populations: [
      { ...program.populations[0], name: "E\u009b2J" },
      { ...program.populations[1], name: "I\u202e\n" },
    ],
  };
  writeFileSync(at("p.eqp"), encodeProgram({ ...program, ...names }));
  for (const more of [[], ["--json"]]) {
    for (const command of [
      ["run", "p.eqp"],
      ["inspect", "p.eqp"],
    ]) {
      const { stdout, stderr, code } = await equipoise([...command, ...more], here);
      expect(code).toBe(0);
      expect(stdout + stderr).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
      if (more.length > 0) expect(JSON.stringify(JSON.parse(stdout))).toContain("\u009b2J");
    }
  }
  const bad = await equipoise(["run", "nothing\x1b[2J.yaml"], here);
  expect(bad.stderr).toMatch(/nothing\\x1b\[2J\.yaml/);
});
