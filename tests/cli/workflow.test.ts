/** The whole way of a new user, in a folder whose name has spaces and a dash that is not ASCII. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { equipoise, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const at = (name: string) => join(folder.path, name);
const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

async function ok(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const outcome = await equipoise(args, folder.path);
  expect(outcome.stderr).not.toMatch(/error/);
  expect(outcome.code).toBe(0);
  return outcome;
}

describe("from nothing to a report", () => {
  it("init writes a network that check accepts and predicts", async () => {
    await ok("init", "my net");
    expect(existsSync(at("my net/network.yaml"))).toBe(true);
    const { stdout } = await ok("check", "my net/network.yaml");
    expect(stdout).toMatch(/balanced state/i);
    const again = await equipoise(["init", "my net"], folder.path);
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/my net/);
  });

  it("check --json gives the predicted rates of every population before and after quantization", async () => {
    writeFileSync(at("net.yaml"), smallNetwork({ name: "tiny" }));
    const result = json((await ok("check", "net.yaml", "--json")).stdout);
    const populations = result.populations as { name: string; before: number; after: number }[];
    expect(populations.map((p) => p.name)).toEqual(["E", "I"]);
    for (const { before, after } of populations) expect(Math.abs(after / before - 1)).toBeLessThan(0.01);
    expect(result).toMatchObject({
      network: "tiny",
      target: "loihi1",
      fits: true,
      balancedStateFloat: true,
      balancedStateQuantized: true,
    });
  });

  it("compile says what it cost and lost, inspect shows the same program", async () => {
    const compiled = json((await ok("compile", "net.yaml", "-o", "net.eqp", "--json")).stdout);
    expect(compiled).toMatchObject({ cores: 1, chips: 1, bytes: readFileSync(at("net.eqp")).length });
    expect(compiled.ledger).not.toEqual([]);
    const inspected = json((await ok("inspect", "net.eqp", "--json")).stdout);
    expect(JSON.stringify(inspected)).toContain(String(compiled.digest));
    expect((await ok("inspect", "net.eqp")).stdout).toMatch(/125 neurons[\s\S]*compartments +125/);
  });

  it("run gives the same raster from the program and from the description, and compare finds where the reference differs", async () => {
    const program = json((await ok("run", "net.eqp", "-o", "chip.eqr", "--csv", "chip.csv", "--json")).stdout);
    const description = json((await ok("run", "net.yaml", "--json")).stdout);
    expect(program.rasterHash).toBe(description.rasterHash);
    expect(program.spikes).toBeGreaterThan(100);
    const csv = readFileSync(at("chip.csv"), "utf8").trim().split("\n");
    expect(csv).toHaveLength((program.spikes as number) + 1);

    await ok("run", "net.yaml", "--on", "reference", "-o", "ideal.eqr");
    const difference = json((await ok("compare", "ideal.eqr", "chip.eqr", "--json")).stdout);
    expect(difference.identical).toBe(false);
    expect(difference.firstDivergence).toMatchObject({
      step: expect.any(Number) as number,
      neuron: expect.any(Number) as number,
    });
    expect(json((await ok("compare", "chip.eqr", "chip.eqr", "--json")).stdout).identical).toBe(true);
  });

  it("verify --out keeps the report, which report writes again byte for byte", async () => {
    const { code, stdout } = await equipoise(
      ["verify", "net.yaml", "--seeds", "2", "--attribution", "never", "-o", "result", "--json"],
      folder.path,
    );
    const result = json(stdout);
    expect(code).toBe(
      { survives: 0, drifts: 2, breaks: 3, "not-balanced": 4, inconclusive: 4 }[String(result.verdict)],
    );
    for (const file of result.files as string[]) expect(existsSync(at(file))).toBe(true);
    await ok("report", "result/verification.eqv", "-o", "again.html");
    expect(readFileSync(at("again.html"), "utf8")).toBe(readFileSync(at("result/report.html"), "utf8"));
    // Without that ending it is a folder, as for `verify`.
    const { stdout: path } = await ok("report", "result/verification.eqv", "-o", "again");
    expect(path.trim()).toBe(join("again", "report.html"));
    expect(readFileSync(at("again/report.html"), "utf8")).toBe(readFileSync(at("result/report.html"), "utf8"));
  });

  it("sweep judges every variant on the same reference", async () => {
    const { stdout } = await ok("sweep", "net.yaml", "--vary", "weight-bits=8,3", "--seeds", "2", "--csv", "sweep.csv");
    expect(stdout).toMatch(/weight-bits/);
    expect(readFileSync(at("sweep.csv"), "utf8").trim().split("\n").length).toBeGreaterThan(2);
  });

  it("--quiet leaves only the result", async () => {
    const { stdout, stderr } = await ok("run", "net.yaml", "--quiet");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/raster [0-9a-f]{64}/);
  });
});
