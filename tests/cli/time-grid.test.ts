/** What a user is told of times that are no whole number of steps. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const net = (times: string) =>
  `name: off-grid\n${times}\npopulations:\n  A: { size: 1, neuron: { model: iaf_psc_exp, I_e: 1 nA } }\n`;

beforeAll(() => {
  writeFileSync(join(folder.path, "off.yaml"), net("timestep: 10 ms\nduration: 25 ms"));
  writeFileSync(join(folder.path, "on.yaml"), net("timestep: 0.1 ms\nduration: 100 ms"));
});

describe("times off the grid, on the command line", () => {
  it("the reference says how long the run really is", async () => {
    const { code, stdout, stderr } = await equipoise(["run", "off.yaml", "--on", "reference"], folder.path);
    expect([code, stdout]).toEqual([0, expect.stringContaining("2 steps of 10 ms")]);
    expect(stderr).toContain(
      "off.yaml:3:11: warning: duration: 25 ms is no whole number of steps of 10 ms: the run is rounded to 20 ms",
    );
    expect(stderr).toContain(
      "populations.A.neuron: the default of 2 ms is no whole number of steps of 10 ms: the refractory period is rounded up to 10 ms",
    );
  });

  it("--duration counts in place of the description's, and is warned of in its place", async () => {
    const off = await equipoise(["run", "off.yaml", "--on", "reference", "--duration", "36"], folder.path);
    expect(off.stdout).toContain("4 steps of 10 ms");
    expect(off.stderr).toContain("--duration 36 ms is no whole number of steps of 10 ms and is rounded to 40 ms");
    expect(off.stderr).not.toContain("25 ms");
    const on = await equipoise(["run", "on.yaml", "--on", "reference", "--duration", "0.3"], folder.path);
    expect([on.stdout, on.stderr]).toEqual([
      expect.stringContaining("3 steps of 0.1 ms"),
      expect.not.stringMatching(/rounded/),
    ]);
  });

  it("--duration takes a time with its unit, as the description does", async () => {
    const of = async (duration: string) =>
      (await equipoise(["run", "on.yaml", "--on", "reference", "--duration", duration], folder.path)).stdout;
    expect(await of("0.04 s")).toContain("400 steps of 0.1 ms");
    expect(await of("40ms")).toBe(await of("40"));
  });

  it("a compiled program has it in its ledger, and takes --duration by the same rule", async () => {
    const compiled = await equipoise(
      ["compile", "off.yaml", "-t", "spinnaker1", "-o", "off.eqp", "--json"],
      folder.path,
    );
    const { ledger } = JSON.parse(compiled.stdout) as { ledger: { kind: string; where: string; worst: number }[] };
    expect(ledger.filter(({ kind }) => kind === "time-rounded").map(({ where, worst }) => [where, worst])).toEqual([
      ["duration", 5],
      ["population A", 8],
    ]);
    const run = await equipoise(["run", "off.eqp", "--duration", "36", "-o", "off.eqr"], folder.path);
    expect(run.stdout).toContain("4 steps of 10 ms");
    expect(run.stderr).toContain("--duration 36 ms is no whole number of steps of 10 ms and is rounded to 40 ms");
    expect(readFileSync(join(folder.path, "off.eqr")).length).toBeGreaterThan(0);
    const compare = await equipoise(["compare", "off.eqr", "off.eqr", "--burn-in", "12"], folder.path);
    expect(compare.stderr).toContain("--burn-in 12 ms is no whole number of steps of 10 ms and is rounded to 10 ms");
  });
});

describe("stimuli outside the run, on the command line", () => {
  const stimuli = `stimuli:\n  late: { type: current, target: A, amplitude: 5 pA, start: 400 ms }\n`;
  const late = /late\.yaml:7:3: warning: stimuli\.late: starts at 400 ms, after the run's end at (\d+) ms/;

  it("are warned of by every command that knows the run's length, and by none that is given a longer one", async () => {
    writeFileSync(join(folder.path, "late.yaml"), net("timestep: 1 ms\nduration: 100 ms") + stimuli);
    const of = async (...words: string[]) => late.exec((await equipoise(words, folder.path)).stderr)?.[1];
    expect(await of("check", "late.yaml")).toBe("100");
    expect(await of("run", "late.yaml", "--on", "reference", "--duration", "0.3 s")).toBe("300");
    expect(await of("run", "late.yaml", "--on", "reference", "--duration", "500")).toBeUndefined();
  });
});

it("what only the compiler or the drawing refuses has its place in the file, too", async () => {
  const cell = "{ model: iaf_psc_exp, E_L: 0 mV, V_reset: 0 mV, V_th: { normal: { mean: 15 mV, sd: 10 mV } } }";
  writeFileSync(
    join(folder.path, "crossed.yaml"),
    `timestep: 1 ms\nduration: 1 s\npopulations:\n  Q: { size: 400, neuron: ${cell} }\n`,
  );
  const { code, stderr } = await equipoise(["check", "crossed.yaml"], folder.path);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^crossed\.yaml:4:3: error: population Q, neuron \d+: /)]);
});
