/** What a description may need on a board is what that board says that it has, not what the usual board of its target has. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, temporaryFolder } from "../cli/equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Many processes each, on a machine that may be busy: ms. */
const LONG = 300_000;

/** 300 neurons of the in-degree given; weights that differ take a word each. */
const network = (name: string, K: number) => `name: ${name}
seed: 5
timestep: 1 ms
duration: 40 ms
populations:
  P: { size: 300, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms, I_e: 260 pA } }
projections:
  PP: { pre: P, post: P, connect: { rule: fixed_indegree, K: ${K} }, weight: { normal: { mean: 2 pA, sd: 0.4 pA } }, delay: 1 ms }
`;

beforeAll(() => {
  writeFileSync(join(folder.path, "fits.yaml"), network("fits", 400));
  writeFileSync(join(folder.path, "large.yaml"), network("large", 2000));
});

const rasterOf = async (...args: string[]) => {
  const { code, stdout, stderr } = await equipoise(["run", "fits.yaml", ...args, "--json"], folder.path);
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/does-not-fit/)]);
  return JSON.parse(stdout) as { rasterHash: string; spikes: number };
};

describe("a network beyond the RP2040's 245,760 bytes", () => {
  it(
    "runs on a board that has them, for its own target and for one that is named, with the emulator's spikes",
    async () => {
      const refused = await equipoise(["compile", "fits.yaml", "-t", "rp2040", "-o", "x.eqp"], folder.path);
      expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("245,760 are there")]);
      const board = await rasterOf("--on", "simulated:host");
      expect(board.spikes).toBeGreaterThan(50);
      expect((await rasterOf("--on", "simulated:host", "-t", "stm32f405")).rasterHash).toBe(board.rasterHash);
      expect((await rasterOf("-t", "rp2040", "--oversize", "-q")).rasterHash).toBe(board.rasterHash);
      const deployed = await equipoise(["board", "deploy", "fits.yaml", "--on", "simulated:host"], folder.path);
      expect([deployed.code, deployed.stdout]).toEqual([0, expect.stringContaining("is armed with fits")]);
    },
    LONG,
  );

  it(
    "is refused with the bytes of that board where it has too few",
    async () => {
      const refused = await equipoise(["run", "large.yaml", "--on", "simulated:host"], folder.path);
      expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("1,048,576 are there")]);
    },
    LONG,
  );
});
