/** The command line says at the end what a run lost, and before it what is likely to be lost. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunLoss } from "../../src/diagnostics/loss-ledger.js";
import { equipoise, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
const VOLLEY = `name: volley
timestep: 1 ms
duration: 200 ms
populations:
  P: { size: 20, neuron: { model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
  quiet: { size: 2, neuron: { model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
stimuli:
  s: { type: spike_times, times: ${JSON.stringify(Array.from({ length: 30 }, () => [20, 60, 100]))}, unit: 1 ms, target: P, connect: all_to_all, weight: 1 mV, delay: 1 ms }
`;

beforeAll(() => writeFileSync(join(folder.path, "volley.yaml"), VOLLEY));
afterAll(() => folder.remove());

describe("a run that overflows", () => {
  it("ends with a warning that names population, neurons and the scale that gives room; so does its program", async () => {
    const described = await equipoise(["run", "volley.yaml", "-t", "loihi1", "--scale", "100000"], folder.path);
    // 30 mV a step where 21 fit: each of the 20 neurons wraps three times.
    const end =
      /population P: warning: Registers of population P overflowed while running: the synaptic accumulator wrapped 60 times \(1\.5 % of its updates\), in 20 of 20 neurons, most in 0 \(3\), 1 \(3\) and 2 \(3\), given up to 1\.44 times what it holds\. \[run-overflowed\]\n +→ compile with --scale 69000 instead of 100000 LSB per mV, which holds what is foreseen/;
    expect(described.stderr).toMatch(end);
    expect(described.stderr).not.toMatch(/population quiet overflowed/);
    await equipoise(["compile", "volley.yaml", "-t", "loihi1", "--scale", "100000", "-o", "volley.eqp"], folder.path);
    expect((await equipoise(["run", "volley.eqp"], folder.path)).stderr).toMatch(end);
    expect((await equipoise(["run", "volley.eqp", "--workers", "2"], folder.path)).stderr).toMatch(end);
  });

  it("gives the same in JSON, and nothing where the scale has room", async () => {
    const lossesOf = async (scale: string) =>
      (
        JSON.parse(
          (await equipoise(["run", "volley.yaml", "-t", "loihi1", "--scale", scale, "--json"], folder.path)).stdout,
        ) as { losses: RunLoss[] }
      ).losses;
    expect(await lossesOf("100000")).toMatchObject([
      {
        when: "run",
        kind: "accumulator-wrapped",
        where: "population P",
        count: 60,
        of: 4000,
        neurons: { count: 20, of: 20 },
      },
    ]);
    expect(await lossesOf("20000")).toEqual([]);
    expect(
      (await equipoise(["run", "volley.yaml", "-t", "loihi1", "--scale", "20000"], folder.path)).stderr,
    ).not.toMatch(/overflow/);
  });

  it("is in verify's ledger, its finding and its warnings, summed over the seeds", async () => {
    const { stdout } = await equipoise(
      [
        "verify",
        "volley.yaml",
        "-t",
        "loihi1",
        "--scale",
        "100000",
        "--seeds",
        "2",
        "--attribution",
        "never",
        "--json",
      ],
      folder.path,
    );
    const result = JSON.parse(stdout) as {
      verdict: string;
      ledger: RunLoss[];
      runLosses: string | null;
      diagnostics: { code: string }[];
      runs: { losses: RunLoss[] }[];
    };
    expect(result.runs[0].losses).toMatchObject([{ count: 60 }]);
    expect(result.ledger.filter((e) => e.when === "run")).toMatchObject([
      { where: "population P", count: 60 * result.runs.length },
    ]);
    expect(result.diagnostics.some((d) => d.code === "run-overflowed")).toBe(true);
    expect(result.verdict).not.toBe("survives");
    expect(result.runLosses).toMatch(/the synaptic accumulator of population P \(it wrapped; 1\.5 % of its updates\)/);
  });
});
