/** One network over the tasks of a job step: `srun equipoise run --ranks slurm` has the spikes of one process. */
import { writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallNetwork } from "../cli/equipoise.js";
import { mustBeFresh } from "../fresh-dist.js";
import { Cluster } from "./cluster.js";
import { equipoiseIn, MAIN } from "./sweep.js";

mustBeFresh();

interface Printed {
  readonly rasterHash: string;
  readonly ranks?: readonly { readonly rank: number; readonly blocks: number }[];
}

describe("srun equipoise run --ranks slurm", () => {
  let cluster: Cluster;
  let alone: Printed;
  beforeAll(async () => {
    cluster = await Cluster.start();
    writeFileSync(cluster.at("net.yaml"), smallNetwork());
    await equipoiseIn(cluster.folder, process.env, "compile", "net.yaml", "-o", "net.eqp");
    alone = JSON.parse(await equipoiseIn(cluster.folder, process.env, "run", "net.eqp", "--json", "-q")) as Printed;
  });
  afterAll(() => cluster?.stop());

  const srun = (env: NodeJS.ProcessEnv, ...words: readonly string[]) =>
    promisify(execFile)(
      "srun",
      ["--nodes=2", "--ntasks=2", "--time=2", process.execPath, MAIN, "run", "net.eqp", "--ranks", "slurm", ...words],
      { cwd: cluster.folder, env },
    );

  it.each(["mesh", "star"])("has the raster of one process, a rank on each of two nodes, %s", async (exchange) => {
    const env = { ...cluster.env, EQUIPOISE_TOKEN: "a token that all tasks know" };
    const { stdout } = await srun(env, "--exchange", exchange, "--json", "-q");
    // Rank 0 alone prints.
    const printed = JSON.parse(stdout) as Printed;
    expect(printed.rasterHash).toBe(alone.rasterHash);
    expect(printed.ranks?.map(({ rank }) => rank)).toEqual([0, 1]);
    expect(printed.ranks?.every(({ blocks }) => blocks > 0)).toBe(true);
  });

  it("says in every task that a token is needed", async () => {
    const env = { ...cluster.env };
    delete env.EQUIPOISE_TOKEN;
    await expect(srun(env, "-q")).rejects.toThrow(/\[ranks-no-token\]/);
    await cluster.until("nothing is queued", () => cluster.slurm("squeue", "--noheader") === "");
  });
});
