/** `sweep plan`, `run`, `status` and `gather` as processes: stopped at any moment, two at once, with limits that bind. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parquetReadObjects } from "hyparquet";
import { launch, openReport } from "../report-page.js";
import { equipoise, finished, smallNetwork, start, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder.path, ...names);
afterAll(() => folder.remove());

async function ok(...args: string[]) {
  const outcome = await equipoise(args, folder.path);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}
const json = async (...args: string[]) => JSON.parse((await ok(...args, "--json")).stdout);

/** Names and bytes of the results; nothing else may be left in the folder. */
function resultsIn(name: string): Map<string, string> {
  expect(readdirSync(at(name, "claims"))).toEqual([]);
  const files = readdirSync(at(name)).filter((file) => file !== "claims");
  return new Map(files.sort().map((file) => [file, readFileSync(at(name, file)).toString("base64")]));
}

const TASKS = 12;
let unkilled: Map<string, string>;

beforeAll(async () => {
  writeFileSync(at("net.yaml"), smallNetwork({ duration: "300 ms" }));
  writeFileSync(
    at("sweep.yaml"),
    "network: net.yaml\nseeds: 2\naxes: { balanced.J: [5 mV, 6 mV], weight-bits: [8, 3] }\npoints: [{ target: spinnaker1 }, { timestep: 1 ms }]\n",
  );
  await ok("sweep", "plan", "sweep.yaml", "--out", "p.jsonl");
  const summary = await json("sweep", "run", "p.jsonl");
  expect(summary).toMatchObject({ tasks: TASKS, done: TASKS, failed: 0, computed: TASKS });
  unkilled = resultsIn("p.results");
  expect(unkilled.size).toBe(TASKS);
});

describe("a sweep as a plan", () => {
  it("is planned to the same bytes, and run again computes nothing", async () => {
    await ok("sweep", "plan", "sweep.yaml", "--out", "again.jsonl");
    expect(readFileSync(at("again.jsonl"))).toEqual(readFileSync(at("p.jsonl")));
    expect(await json("sweep", "run", "p.jsonl")).toMatchObject({ done: TASKS, computed: 0 });
    expect(await json("sweep", "status", "p.jsonl")).toMatchObject({ done: TASKS, failed: 0, running: 0, missing: 0 });
  });

  it("computes the same bytes for a task alone as beside others of the same network", async () => {
    for (const k of [1, 5]) await ok("sweep", "run", "p.jsonl", "--tasks", String(k), "--results", "alone");
    const alone = resultsIn("alone");
    expect(alone.size).toBe(2);
    for (const [file, bytes] of alone) expect(bytes).toBe(unkilled.get(file));
    expect(await json("sweep", "status", "p.jsonl", "--results", "alone")).toMatchObject({
      done: 2,
      missing: TASKS - 2,
    });
  });

  it("killed again and again at any moment, has every result once in the end, as if it had never been killed", async () => {
    let kills = 0;
    for (let k = 0; k < 5; k++) {
      const child = start(["sweep", "run", "p.jsonl", "--results", "killed", "--jobs", "2"], folder.path);
      const outcome = finished(child);
      // Moments drawn once: from before the first task to the middle of the last ones.
      await Promise.race([outcome, pause([300, 900, 1400, 1900, 700][k])]);
      if (child.kill("SIGKILL")) kills++;
      await outcome;
    }
    expect(kills).toBeGreaterThan(0);
    const summary = await json("sweep", "run", "p.jsonl", "--results", "killed");
    expect(summary).toMatchObject({ done: TASKS, failed: 0 });
    expect(resultsIn("killed")).toEqual(unkilled);
  });

  it("run twice at once, computes every task once", async () => {
    const both = await Promise.all(
      [0, 1].map(() => json("sweep", "run", "p.jsonl", "--results", "both", "--jobs", "1")),
    );
    expect(both.map(({ done }) => done)).toEqual([TASKS, TASKS]);
    expect(both[0].computed + both[1].computed).toBe(TASKS);
    expect(resultsIn("both")).toEqual(unkilled);
  });

  it("stops neither for a task that fails nor for one that breaks a limit, says why, and tries again when told", async () => {
    writeFileSync(
      at("bad.yaml"),
      "network: net.yaml\nseeds: 1\npoints: [{ balanced.J: 5 mV }, { duration: 4000 s }, { populations.E.size: 3000, balanced.K: 2000, target: ice40up5k }]\n",
    );
    await ok("sweep", "plan", "bad.yaml", "--out", "bad.jsonl");
    const run = await equipoise(["sweep", "run", "bad.jsonl", "--task-time", "6", "--json"], folder.path);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ tasks: 3, done: 1, failed: 2, computed: 3 });
    expect(run.stderr).toMatch(/duration 4000 s.*more than 6 s \(--task-time\) \[task-time\]/);
    expect(await json("sweep", "status", "bad.jsonl")).toMatchObject({ done: 1, failed: 2, missing: 0 });
    // Not tried again unasked.
    const again = await equipoise(["sweep", "run", "bad.jsonl", "--json"], folder.path);
    expect([again.code, JSON.parse(again.stdout).computed]).toEqual([1, 0]);
    const small = await equipoise(
      ["sweep", "run", "bad.jsonl", "--tasks", "1", "--retry-failed", "--task-memory", "60", "--json"],
      folder.path,
    );
    expect([small.code, JSON.parse(small.stdout).computed]).toEqual([1, 1]);
    expect(small.stderr).toMatch(/more than 60 MB of memory \(--task-memory\) \[task-memory\]/);
    await ok("sweep", "gather", "bad.jsonl", "--out", "bad");
    expect(readFileSync(at("bad", "tasks.csv"), "utf8")).toMatch(/failed,task-memory,/);
    expect(readFileSync(at("bad", "sweep.html"), "utf8")).toContain("What is not done");
  });

  it("refuses array files that have changed since it was planned", async () => {
    const npy = (value: number) => {
      const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (25,), }".padEnd(117) + "\n";
      const bytes = Buffer.alloc(128 + 200);
      bytes.write("\x93NUMPY\x01\x00", 0, "latin1");
      bytes.writeUInt16LE(118, 8);
      bytes.write(header, 10, "latin1");
      for (let k = 0; k < 25; k++) bytes.writeDoubleLE(value, 128 + 8 * k);
      writeFileSync(at("values.npy"), bytes);
    };
    npy(2);
    writeFileSync(
      at("arrays.yaml"),
      smallNetwork({ duration: "300 ms" }).replace(
        "neuron: *cell",
        `neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: { array: values.npy, unit: 1 ms } }`,
      ),
    );
    writeFileSync(at("arrays-sweep.yaml"), "network: arrays.yaml\nseeds: 1\naxes: { balanced.J: [5 mV] }\n");
    await ok("sweep", "plan", "arrays-sweep.yaml", "--out", "arrays.jsonl");
    npy(3);
    const changed = await equipoise(["sweep", "run", "arrays.jsonl"], folder.path);
    expect([changed.code, changed.stderr]).toEqual([1, expect.stringMatching(/values\.npy .*\[plan-array\]/)]);
    npy(2);
    expect(await json("sweep", "run", "arrays.jsonl", "--retry-failed")).toMatchObject({ done: 1, failed: 0 });
  });
});

describe("what a sweep gathers", () => {
  it("is the same in CSV and Parquet, and judged as `verify` judges each point", async () => {
    await ok("sweep", "gather", "p.jsonl", "--out", "gathered");
    const [header, first] = readFileSync(at("gathered", "verdicts.csv"), "utf8").split("\n");
    const file = readFileSync(at("gathered", "verdicts.parquet"));
    const rows = await parquetReadObjects({ file: new Uint8Array(file).buffer });
    expect(Object.keys(rows[0])).toEqual(header.split(","));
    expect(rows.length).toBe(6);
    expect(first.startsWith(`0,loihi1,${String(rows[0]["balanced.J"])},8,`)).toBe(true);
    writeFileSync(at("point.yaml"), readFileSync(at("net.yaml"), "utf8").replace("J: 6 mV", "J: 5 mV"));
    const { stdout } = await equipoise(
      ["verify", "point.yaml", "--seeds", "2", "--weight-bits", "8", "--attribution", "never", "--json"],
      folder.path,
    );
    const alone = JSON.parse(stdout);
    expect([rows[0].verdict, rows[0].reason]).toEqual([alone.verdict, alone.reason]);
  });

  it("is a page that opens without a network, throws nothing, and saves every figure", async () => {
    const browser = await launch();
    try {
      const { page, incidents } = await openReport(browser, at("gathered", "sweep.html"));
      await page.waitForLoadState();
      expect(incidents).toEqual([]);
      const figures = await page.locator("svg.sweep:visible, svg.verdict-map:visible").count();
      expect(await page.locator("svg.verdict-map:visible").count()).toBeGreaterThan(0);
      expect(await page.locator("figure .save button:text-is('SVG')").count()).toBe(figures);
      // No picture or table is wider than the page.
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    } finally {
      await browser.close();
    }
  });
});
