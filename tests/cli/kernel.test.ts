/** `--kernel` chooses what does the emulator's arithmetic, and nothing else. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KERNELS } from "../../emulator/loihi/kernel/kernels.js";
import { equipoise, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

beforeAll(() =>
  writeFileSync(
    join(folder.path, "net.yaml"),
    `
name: kernels
seed: 3
timestep: 1 ms
duration: 200 ms
populations:
  A: { size: 30, neuron: { model: iaf_psc_exp, I_e: 1 nA } }
projections:
  A→A: { pre: A, post: A, connect: { rule: fixed_indegree, K: 5 }, weight: 20 pA, delay: 2 ms }
`,
  ),
);

describe("--kernel", () => {
  const run = async (...more: string[]) => {
    const { code, stdout, stderr } = await equipoise(["run", "net.yaml", "--json", ...more], folder.path);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/plain kernel/)]);
    return JSON.parse(stdout) as { spikes: number };
  };

  it("gives the same run with every kernel, in one thread or two", async () => {
    const usual = await run();
    expect(usual.spikes).toBeGreaterThan(30);
    for (const { name } of KERNELS) expect(await run("--kernel", name)).toEqual(usual);
    expect(await run("--kernel", "wasm", "--workers", "2")).toEqual(usual);
  });

  it("is refused for a kernel that there is not, and where there is no choice", async () => {
    const wrong = await equipoise(["run", "net.yaml", "--kernel", "fastest"], folder.path);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining("fastest")]);
    const other = await equipoise(["run", "net.yaml", "--target", "spinnaker1", "--kernel", "plain"], folder.path);
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("spinnaker1 has one only")]);
  });
});
