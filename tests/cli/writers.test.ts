/**
 * Every command that writes, against what may happen to it: killed at any moment, a disk that is full, a folder that cannot be written, and
 * a second writer of the same files. What is there afterwards is whole, or not there.
 */
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CounterStream } from "../../src/numerics/philox.js";
import { decodeRecording } from "../../src/recording/codec.js";
import { rasterHash, type Recording } from "../../src/recording/recording.js";
import { equipoise, finished, ROOT, smallNetwork, start, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const MAIN = join(ROOT, "dist/src/cli/main.js");
const KILLS = 2;
const LONG = 300_000;

/** What a command reads stands in `in/` of the folder in which it is started. */
const INPUTS = [
  "net.yaml",
  "small.eqp",
  "small.eqr",
  "small.eqv",
  "net.nir",
  "circuit",
  "loop.yaml",
  "sweep.yaml",
  "p.jsonl",
  "p.results",
];
const ONE_SEED = ["--seeds", "1", "--attribution", "never", "--jobs", "1"];

/** Everything goes into `out/`. `run` stands there for all that it can write at once. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  init: ["init", "out/new"],
  compile: ["compile", "in/net.yaml", "-o", "out/net.eqp"],
  "inspect --csv --dump": ["inspect", "in/small.eqp", "--csv", "out/cores.csv", "--dump", "out/integers"],
  run: [
    ...["run", "in/net.yaml", "-o", "out/r.eqr", "--csv", "out/csv/", "--npz", "out/r.npz"],
    ...["--source-spikes", "out/s.npz", "--checkpoint", "out/end.eqk", "--probe", "E:v:2"],
  ],
  verify: ["verify", "in/net.yaml", ...ONE_SEED, "-o", "out/verdict"],
  "compare-targets": ["compare-targets", "in/net.yaml", "-t", "loihi1,spinnaker1", ...ONE_SEED, "-o", "out/both"],
  sweep: ["sweep", "in/net.yaml", "--vary", "weight-bits=8,4", "--seeds", "1", "--jobs", "1", "--csv", "out/t.csv"],
  "sweep plan": ["sweep", "plan", "in/sweep.yaml", "-o", "out/plan.jsonl"],
  "sweep run": ["sweep", "run", "in/p.jsonl", "--results", "out/results", "--jobs", "1"],
  "sweep gather": ["sweep", "gather", "in/p.jsonl", "-o", "out/tables"],
  "phenomena run": [
    ...["phenomena", "run", "irregularity", "--quick", "--seeds", "2", "--target", "reference", "--jobs", "1"],
    ...["-o", "out/page"],
  ],
  report: ["report", "in/small.eqv", "-o", "out/report.html"],
  loop: ["loop", "in/loop.yaml", "--duration", "400", "--plant", "cursor-alone", "--csv", "out/course.csv"],
  "export lava": ["export", "in/net.yaml", "--to", "lava", "-o", "out/lava"],
  "export spynnaker": ["export", "in/net.yaml", "--to", "spynnaker", "-t", "spinnaker1", "-o", "out/spynnaker"],
  "nir export": ["nir", "export", "in/net.yaml", "-o", "out/net.nir"],
  "nir import": ["nir", "import", "in/net.nir", "-o", "out/imported"],
  import: ["import", "in/net.nir", "-o", "out/imported"],
  "nir check": ["nir", "check", "in/net.nir", "--repair", "out/mended.nir"],
  "sonata export": ["sonata", "export", "in/net.yaml", "-o", "out/circuit"],
  "sonata import": ["sonata", "import", "in/circuit/circuit_config.json", "-o", "out/imported"],
  "sonata spikes": ["sonata", "spikes", "in/small.eqr", "-o", "out/spikes.h5"],
};

/** Paths below a folder with their contents; hidden files apart. */
function contents(of: string, below = ""): { files: Map<string, Buffer>; hidden: string[] } {
  const files = new Map<string, Buffer>();
  const hidden: string[] = [];
  for (const name of readdirSync(join(of, below), { withFileTypes: true })) {
    const path = join(below, name.name);
    if (name.isDirectory()) {
      const more = contents(of, path);
      for (const [key, bytes] of more.files) files.set(key, bytes);
      hidden.push(...more.hidden);
    } else if (below.endsWith("claims")) {
      // Who computes a task of a sweep, or did when it was killed: no output.
      continue;
    } else if (name.name.startsWith(".") && /\.(part|probe|spool)$/.test(name.name)) hidden.push(path);
    else files.set(path, readFileSync(join(of, path)));
  }
  return { files, hidden };
}

interface Whole {
  readonly code: number | null;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly ms: number;
}
const wholes = new Map<string, Whole>();

beforeAll(async () => {
  mkdirSync(join(folder.path, "in"));
  writeFileSync(join(folder.path, "in/net.yaml"), smallNetwork({ duration: "200 ms" }));
  copyFileSync(join(ROOT, "examples/closed-loop.yaml"), join(folder.path, "in/loop.yaml"));
  const make = async (...args: string[]) => {
    const outcome = await equipoise(args, folder.path);
    expect(outcome.stderr).not.toMatch(/error:|has a fault/);
  };
  await make("compile", "in/net.yaml", "-o", "in/small.eqp");
  await make("run", "in/small.eqp", "-o", "in/small.eqr");
  await make("verify", "in/net.yaml", ...ONE_SEED, "-o", "made");
  copyFileSync(join(folder.path, "made/verification.eqv"), join(folder.path, "in/small.eqv"));
  await make("nir", "export", "in/net.yaml", "-o", "in/net.nir");
  await make("sonata", "export", "in/net.yaml", "-o", "in/circuit");
  writeFileSync(
    join(folder.path, "in/sweep.yaml"),
    "network: net.yaml\nseeds: 1\naxes: { balanced.J: [5 mV, 6 mV] }\npoints: [{ target: spinnaker1 }]\n",
  );
  await make("sweep", "plan", "in/sweep.yaml", "-o", "in/p.jsonl");
  await make("sweep", "run", "in/p.jsonl", "--jobs", "2");
  expect(readdirSync(join(folder.path, "in")).sort()).toEqual([...INPUTS].sort());
}, LONG);

/** A folder with the inputs, in which a command is started. */
function place(name: string): string {
  const path = join(folder.path, name.replaceAll(/\W/g, "-"));
  mkdirSync(path, { recursive: true });
  execFileSync("cp", ["-r", join(folder.path, "in"), path]);
  mkdirSync(join(path, "out"));
  return path;
}

async function wholeOf(name: string): Promise<Whole> {
  const held = wholes.get(name);
  if (held !== undefined) return held;
  const here = place(`${name} whole`);
  const began = Date.now();
  const { code, stderr } = await equipoise(COMMANDS[name], here);
  expect(stderr).not.toMatch(/error:|has a fault/);
  const { files, hidden } = contents(join(here, "out"));
  expect(hidden).toEqual([]);
  expect(files.size).toBeGreaterThan(0);
  const whole = { code, files, ms: Date.now() - began };
  wholes.set(name, whole);
  return whole;
}

/** Every file that is there is one of a whole run, byte for byte. */
function mustBeWholeOrAbsent(found: ReadonlyMap<string, Buffer>, whole: Whole): void {
  for (const [path, bytes] of found) {
    expect([...whole.files.keys()]).toContain(path);
    expect(bytes.equals(whole.files.get(path)!), `${path} is not whole`).toBe(true);
  }
}

const counts = { kills: 0, tooLate: 0, left: 0, files: 0 };
afterAll(() => {
  const { kills, tooLate, left, files } = counts;
  process.stdout.write(
    `${Object.keys(COMMANDS).length} commands: ${kills} kills (${tooLate} after the end), ${files} files found whole, ${left} temporary files left and removed\n`,
  );
});

describe("killed at any moment", () => {
  it.each(Object.keys(COMMANDS))(
    "%s leaves whole files or none, and the next run removes what it left",
    async (name) => {
      const whole = await wholeOf(name);
      const here = place(`${name} killed`);
      const draw = new CounterStream(19, 5, Object.keys(COMMANDS).indexOf(name));
      for (let kill = 0; kill < KILLS; kill++) {
        const child = start(COMMANDS[name], here);
        const outcome = finished(child);
        // Most of the time goes by before anything is written: the last kill falls near the end.
        await pause(whole.ms * (kill === KILLS - 1 ? 0.7 + 0.3 * draw.uniform() : draw.uniform()));
        child.kill("SIGKILL");
        const { signal } = await outcome;
        counts.kills++;
        if (signal === null) counts.tooLate++;
        const { files, hidden } = contents(join(here, "out"));
        counts.files += files.size;
        counts.left += hidden.length;
        mustBeWholeOrAbsent(files, whole);
        expect(hidden.length).toBeLessThanOrEqual(1);
      }
      if (name === "init") return; // It makes no folder that is there already.
      expect((await equipoise(COMMANDS[name], here)).code).toBe(whole.code);
      const { files, hidden } = contents(join(here, "out"));
      expect(hidden).toEqual([]);
      expect([...files.keys()].sort()).toEqual([...whole.files.keys()].sort());
      mustBeWholeOrAbsent(files, whole);
    },
    LONG,
  );

  it.each(["compile", "run", "report", "import", "sonata spikes", "sweep gather"])(
    "%s, when it is about to give a whole file its name: the next that writes there removes what it left",
    async (name) => {
      const whole = await wholeOf(name);
      const here = place(`${name} killed while writing`);
      // The file does not get its name, and the process ends.
      const calls = "rename,renameat,renameat2";
      const traced = ["-f", "-qq", "-e", `trace=${calls}`, "-e", `inject=${calls}:error=EIO:signal=SIGKILL`];
      const words = [...traced, "-o", "/dev/null", process.execPath, MAIN, ...COMMANDS[name]];
      await finished(spawn("strace", words, { cwd: here }));
      const left = contents(join(here, "out"));
      expect([...left.files.keys()]).toEqual([]);
      expect(left.hidden).toHaveLength(1);
      expect(left.hidden[0]).toMatch(/^(.*\/)?\.[^/]+\.\d+@[^/]+\.part$/);
      const foreign = left.hidden[0].replace(/\.\d+@[^/]+\.part$/, ".99999999@elsewhere.part");
      writeFileSync(join(here, "out", foreign), "of another machine");
      expect((await equipoise(COMMANDS[name], here)).code).toBe(whole.code);
      const { files, hidden } = contents(join(here, "out"));
      expect(hidden).toEqual([foreign]);
      expect(files.size).toBe(whole.files.size);
      mustBeWholeOrAbsent(files, whole);
    },
    LONG,
  );
});

/** Runs a command in a file system of its own for its outputs, which goes with it; what is in it at the end is listed. */
async function within(mount: string, name: string): Promise<{ code: number | null; stderr: string; left: string[] }> {
  const here = place(`${name} ${mount.replaceAll(/\W+/g, " ").slice(0, 20)}`);
  const script = `mount -t tmpfs ${mount} none out || exit 99
"$@" 2>err >/dev/null; code=$?
find out -type f > left; exit $code`;
  const child = spawn("unshare", ["-rm", "/bin/sh", "-c", script, "sh", process.execPath, MAIN, ...COMMANDS[name]], {
    cwd: here,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { code } = await finished(child);
  expect(code, "no file system can be mounted here").not.toBe(99);
  const read = (file: string) => readFileSync(join(here, file), "utf8");
  return { code, stderr: read("err"), left: read("left").split("\n").filter(Boolean) };
}

/** Those whose outputs are larger than the disk. */
const LARGE = ["compile", "run", "verify", "export lava", "nir export", "sonata export", "report"];

describe("a disk that is full", () => {
  it.each(LARGE)(
    "%s says so, with exit code 1, and leaves no part of a file",
    async (name) => {
      const whole = await wholeOf(name);
      const bytes = [...whole.files.values()].map(({ length }) => length);
      expect(Math.max(...bytes)).toBeGreaterThan(4096);
      const { code, stderr, left } = await within("-o size=4k", name);
      expect(stderr).toMatch(/error: cannot write out\/\S+: the disk is full/);
      expect(stderr).not.toMatch(/has a fault|\n\s+at /);
      expect(code).toBe(1);
      expect(left.filter((path) => /\.(part|probe|spool)$/.test(path))).toEqual([]);
      for (const path of left) expect(whole.files.has(path.replace(/^out\//, ""))).toBe(true);
    },
    LONG,
  );
});

describe("a folder that cannot be written", () => {
  it.each(Object.keys(COMMANDS))(
    "%s says so before its work, with exit code 1",
    async (name) => {
      const { code, stderr, left } = await within("-o ro", name);
      expect(stderr).toMatch(/error: cannot write out\/?\S*: the file system is read-only/);
      expect(stderr).not.toMatch(/has a fault|\n\s+at /);
      expect(code).toBe(1);
      expect(left).toEqual([]);
    },
    LONG,
  );
});

describe("two writers of the same files", () => {
  it.each(["compile", "run", "import", "sonata import", "report", "sweep run", "sweep gather"])(
    "%s: one of them has the last word, and every file is whole",
    async (name) => {
      const whole = await wholeOf(name);
      const here = place(`${name} twice`);
      const both = await Promise.all([equipoise(COMMANDS[name], here), equipoise(COMMANDS[name], here)]);
      for (const { code } of both) expect(code).toBe(whole.code);
      const { files, hidden } = contents(join(here, "out"));
      expect(hidden).toEqual([]);
      expect(files.size).toBe(whole.files.size);
      mustBeWholeOrAbsent(files, whole);
    },
    LONG,
  );
});

it(
  "a run that was killed goes on from its last checkpoint, to the same spikes and the same state",
  async () => {
    const here = place("resumed");
    const at = (name: string) => join(here, "out", name);
    const run = (...more: string[]) => ["run", "in/net.yaml", "--duration", "20000", "--quiet", ...more];
    expect((await equipoise(run("-o", "out/whole.eqr", "--checkpoint", "out/whole.eqk"), here)).code).toBe(0);
    const child = start(run("--checkpoint", "out/last.eqk", "--checkpoint-every", "100", "-o", "out/no.eqr"), here);
    const outcome = finished(child);
    while (!existsSync(at("last.eqk")) && child.exitCode === null) await pause(2);
    child.kill("SIGKILL");
    expect((await outcome).signal).toBe("SIGKILL");
    expect(existsSync(at("no.eqr"))).toBe(false);
    const rest = run("--resume", "out/last.eqk", "-o", "out/rest.eqr", "--checkpoint", "out/end.eqk");
    expect((await equipoise(rest, here)).code).toBe(0);
    const [unbroken, resumed] = ["whole.eqr", "rest.eqr"].map((name) => decodeRecording(readFileSync(at(name))));
    expect(resumed.startStep).toBeGreaterThan(0);
    expect(resumed.startStep + resumed.steps).toBe(unbroken.steps);
    expect(resumed.spikeSteps.length).toBeGreaterThan(100);
    expect(rasterHash(resumed)).toBe(rasterHash(fromStep(unbroken, resumed.startStep)));
    expect(readFileSync(at("end.eqk")).equals(readFileSync(at("whole.eqk")))).toBe(true);
  },
  LONG,
);

/** The spikes of a recording from a step on. */
function fromStep(recording: Recording, step: number): Recording {
  const first = recording.spikeSteps.findIndex((one) => one >= step);
  const cut = (list: Uint32Array) => list.slice(first < 0 ? list.length : first);
  return { ...recording, spikeSteps: cut(recording.spikeSteps), spikeIds: cut(recording.spikeIds) };
}
