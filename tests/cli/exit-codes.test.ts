/** Every verdict's exit code, provoked by a real network on a real chip's arithmetic. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, ROOT, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
const balanced = join(ROOT, "examples/small-balanced.yaml");
beforeAll(() => {
  writeFileSync(join(folder.path, "synchronous.yaml"), smallNetwork({ duration: "4 s" }));
  writeFileSync(
    join(folder.path, "large.yaml"),
    `timestep: 1 ms
duration: 10 ms
populations:
  E:
    size: 300000
    neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }
`,
  );
});
afterAll(() => folder.remove());

const verify = (...args: string[]) => equipoise(["verify", ...args, "--attribution", "never", "--quiet"], folder.path);

describe("exit code", () => {
  it("0: a balanced network survives 8-bit weights", async () => {
    const { code, stdout } = await verify(balanced);
    expect(stdout).toMatch(/^SURVIVES /m);
    expect(code).toBe(0);
  });

  it("2: it drifts with 2-bit weights that are rounded down", async () => {
    const { code, stdout } = await verify(
      balanced,
      "--weight-bits",
      "2",
      "--rounding",
      "floor",
      "--sign-mode",
      "mixed",
    );
    expect(stdout).toMatch(/^DRIFTS .*beyond its margin/m);
    expect(code).toBe(2);
  });

  it("3: one exponent and one bit round all excitation away, and the balance breaks", async () => {
    const { code, stdout } = await verify(
      balanced,
      "--weight-bits",
      "1",
      "--rounding",
      "floor",
      "--weight-exponent",
      "network",
      "--seeds",
      "2",
      "--duration",
      "1500",
    );
    expect(stdout).toMatch(
      /^BREAKS {2}The target is silent in all 2 seeds: no neuron of E fires\. The reference is balanced in all 2 seeds\./m,
    );
    expect(code).toBe(3);
  });

  it("4: a network too small to be balanced is synchronous, and was so to begin with; the chip's metrics are judged all the same", async () => {
    const { code, stdout } = await verify("synchronous.yaml");
    expect(stdout).toMatch(
      /^NOT BALANCED TO BEGIN WITH {2}The reference .*synchronous.*The target .*\. Held against the reference/m,
    );
    expect(code).toBe(4);
  });

  it("4: 0.6 s are too short to decide", async () => {
    const { code, stdout } = await verify(balanced, "--duration", "600");
    expect(stdout).toMatch(/^INCONCLUSIVE .*run longer/m);
    expect(code).toBe(4);
  });

  it("5: 300,000 neurons do not fit 256 cores of 1,024; --oversize emulates them anyway and says so", async () => {
    const compile = ["compile", "large.yaml", "--board", "kapoho-bay", "-o", "large.eqp"];
    const refused = await equipoise(compile, folder.path);
    expect(refused.code).toBe(5);
    expect(refused.stdout).toBe("");
    expect(refused.stderr).toMatch(/293 cores on 3 chips.*compartments per core bind/);
    expect(refused.stderr).toMatch(/resource +used +at most[\s\S]*cores of the board +293 +256/);
    expect(existsSync(join(folder.path, "large.eqp"))).toBe(false);
    const oversize = await equipoise([...compile, "--oversize"], folder.path);
    expect(oversize.code).toBe(0);
    expect(oversize.stderr).toMatch(/emulated anyway on virtual cores/);
  });
});
