/** Everything that works for Loihi works for SpiNNaker with --target spinnaker1. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());
beforeAll(() => writeFileSync(join(folder.path, "net.yaml"), smallNetwork({ name: "tiny" })));

async function ok(...args: string[]): Promise<string> {
  const outcome = await equipoise(args, folder.path);
  expect(outcome.stderr).not.toMatch(/error/);
  expect(outcome.code).toBe(0);
  return outcome.stdout;
}

describe("--target spinnaker2", () => {
  it("is sized by check, with 8-bit weights, and refused by everything that would have to run it", async () => {
    const shown = await equipoise(["check", "net.yaml", "-t", "spinnaker2"], folder.path);
    expect([0, 2]).toContain(shown.code);
    expect(shown.stdout).toMatch(/how many cores it needs cannot be told[\s\S]*weight-rounded/);
    for (const command of ["compile", "run", "verify"]) {
      const refused = await equipoise([command, "net.yaml", "-t", "spinnaker2"], folder.path);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(
        /SpiNNaker 2 \(public part\) cannot be emulated: its neurons run in single-precision float/,
      );
    }
    expect(await ok("targets", "spinnaker2")).toMatch(/unknown +not found in public code/);
  });
});

describe("--target spinnaker1", () => {
  it("check predicts rates on the chip within 1 % and says that it fits", async () => {
    const result = JSON.parse(await ok("check", "net.yaml", "--target", "spinnaker1", "--json")) as {
      populations: { before: number; after: number }[];
      fits: boolean;
    };
    for (const { before, after } of result.populations) expect(Math.abs(after / before - 1)).toBeLessThan(0.01);
    expect(result.fits).toBe(true);
  });

  it("check says before any run how many bits each shift leaves, and that the published rule silences a projection", async () => {
    const cell =
      "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }";
    const text = `name: silent\ntimestep: 1 ms\nduration: 100 ms\npopulations: { P: { size: 50, neuron: ${cell} }, Q: { size: 1000, neuron: ${cell} } }
projections: { strong: { pre: Q, post: P, connect: all_to_all, weight: 3 nA, delay: 1 ms }, weak: { pre: P, post: P, connect: { rule: fixed_indegree, K: 10 }, weight: 10 pA, delay: 1 ms } }\n`;
    writeFileSync(join(folder.path, "silent.yaml"), text);
    const published = await equipoise(
      ["check", "silent.yaml", "-t", "spinnaker1", "--shift-rule", "published"],
      folder.path,
    );
    expect(published.stderr).toMatch(
      /450 of 500 excitatory weights of projection weak round to zero, while the others keep the sum: [\s\S]*use the shift rule bounded-saturation/,
    );
    const nearest = await equipoise(
      ["check", "silent.yaml", "-t", "spinnaker1", "--shift-rule", "published", "--rounding", "nearest"],
      folder.path,
    );
    expect(nearest.stderr).toMatch(
      /All 500 excitatory weights of projection weak round to zero[\s\S]*use the shift rule bounded-saturation/,
    );
    expect(published.stdout).toMatch(/bits of[\s\S]*smallest[\s\S]*P +excitatory/);
    const ours = await equipoise(["check", "silent.yaml", "-t", "spinnaker1"], folder.path);
    expect(ours.stderr).not.toMatch(/round to zero/);
  });

  it("compile, inspect and run agree: the same raster from the program and from the description", async () => {
    const compiled = JSON.parse(await ok("compile", "net.yaml", "-t", "spinnaker1", "-o", "net.eqp", "--json")) as {
      digest: string;
    };
    const shown = await ok("inspect", "net.eqp");
    expect(shown).toContain(compiled.digest);
    expect(shown).toMatch(/IF_curr_exp[\s\S]*loss ledger/);
    const program = JSON.parse(await ok("run", "net.eqp", "--json")) as { rasterHash: string; spikes: number };
    const description = JSON.parse(await ok("run", "net.yaml", "-t", "spinnaker1", "--json")) as { rasterHash: string };
    expect(program.rasterHash).toBe(description.rasterHash);
    expect(program.spikes).toBeGreaterThan(100);
  });

  it("a checkpoint in the middle changes no spike", async () => {
    await ok(
      "run",
      "net.eqp",
      "--duration",
      "150",
      "--checkpoint",
      "half.ckpt",
      "-o",
      "first.eqr",
      "--csv",
      "first.csv",
    );
    await ok("run", "net.eqp", "--resume", "half.ckpt", "--csv", "second.csv");
    await ok("run", "net.eqp", "--csv", "whole.csv");
    const rows = (name: string) => readFileSync(join(folder.path, name), "utf8").trim().split("\n").slice(1);
    expect([...rows("first.csv"), ...rows("second.csv")]).toEqual(rows("whole.csv"));
  });

  it("verify gives a verdict with attribution and writes the report", async () => {
    const outcome = await equipoise(
      ["verify", "net.yaml", "-t", "spinnaker1", "--seeds", "2", "--attribution", "always", "--out", "out", "--json"],
      folder.path,
    );
    expect([0, 2, 4]).toContain(outcome.code);
    const result = JSON.parse(outcome.stdout) as {
      target: { id: string };
      attribution: { ranking: { item: string }[] };
    };
    expect(result.target.id).toBe("spinnaker1");
    expect(result.attribution.ranking.map((cause) => cause.item).sort()).toEqual([
      "decays",
      "neuron model",
      "refractory",
      "saturation",
      "state rounding",
      "threshold and bias",
      "time step",
      "weights",
    ]);
    expect(readFileSync(join(folder.path, "out", "report.html"), "utf8")).toContain("SpiNNaker 1");
  });

  it("compare-targets puts the verdicts of both families side by side and writes one page and a report each", async () => {
    const result = JSON.parse(
      await ok(
        "compare-targets",
        "net.yaml",
        "--target",
        "loihi1,spinnaker1",
        "--seeds",
        "2",
        "--attribution",
        "never",
        "--out",
        "both",
        "--json",
      ),
    ) as {
      targets: { target: { id: string }; runs: { referenceHash: string }[] }[];
      files: string[];
    };
    expect(result.targets.map((t) => t.target.id)).toEqual(["loihi1", "spinnaker1"]);
    // The same networks and the same input on both sides.
    expect(result.targets[0].runs.map((run) => run.referenceHash)).toEqual(
      result.targets[1].runs.map((run) => run.referenceHash),
    );
    expect(result.files.map((file) => file.replace(/.*\//, ""))).toEqual([
      "comparison.html",
      "report-loihi1.html",
      "report-spinnaker1.html",
    ]);
    const twice = await equipoise(["compare-targets", "net.yaml", "--target", "loihi1,loihi1"], folder.path);
    expect(twice.code).toBe(1);
    expect(twice.stderr).toMatch(/names a target twice/);
  });

  it("refuses an option of the other family, and a pass that it does not have", async () => {
    const sign = await equipoise(["check", "net.yaml", "-t", "spinnaker1", "--sign-mode", "mixed"], folder.path);
    expect(sign.code).toBe(1);
    expect(sign.stderr).toMatch(/--sign-mode is an option of Loihi-style targets; spinnaker1 is none/);
    const atoms = await equipoise(["check", "net.yaml", "--atoms-per-core", "64"], folder.path);
    expect(atoms.stderr).toMatch(/--atoms-per-core is an option of SpiNNaker-style targets; loihi1 is none/);
    const pass = await equipoise(["compile", "net.yaml", "-t", "spinnaker1", "--stop-after", "scale"], folder.path);
    expect(pass.stderr).toMatch(
      /spinnaker1 has no pass `scale`[\s\S]*lower, shifts, quantize, partition, place, route, pack/,
    );
  });
});
