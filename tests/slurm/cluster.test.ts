/** The test cluster itself: two nodes that compute, die and come back, and nothing left behind. */
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Cluster } from "./cluster.js";

describe("the test cluster", () => {
  let cluster: Cluster;
  beforeAll(async () => void (cluster = await Cluster.start()));
  afterAll(() => cluster?.stop());

  it("runs a job on both of its nodes at once", () => {
    const names = cluster.slurm("srun", "--nodes=2", "--ntasks=2", "--time=1", "printenv", "SLURMD_NODENAME");
    expect(names.split("\n").sort()).toEqual(["n1", "n2"]);
  });

  it("puts the job of a node that dies back in the queue, and another node runs it", async () => {
    const output = cluster.at("job.out");
    const script = "echo $SLURMD_NODENAME ${SLURM_RESTART_COUNT:-0}; [ $SLURMD_NODENAME = n2 ] || sleep 1000";
    const id = cluster.slurm(
      "sbatch",
      ...["--parsable", "--requeue", "--open-mode=append", `--output=${output}`],
      ...["--nodelist=n1", `--wrap=${script}`],
    );
    await cluster.until("the job runs", () => existsSync(output) && readFileSync(output, "utf8") === "n1 0\n");
    // An answer of its slurmd that is still on its way would make it a node for jobs again.
    cluster.setNode("n1", "DRAIN");
    const killed = await cluster.killNode("n1");
    expect(killed).toBeGreaterThanOrEqual(4); // slurmd, slurmstepd, the script and its sleep
    cluster.setNode("n1", "DOWN");
    cluster.slurm("scontrol", "update", `JobId=${id}`, "ReqNodeList=");
    await cluster.until("n2 runs it", () => readFileSync(output, "utf8") === "n1 0\nn2 1\n");
    cluster.startNode("n1");
    cluster.setNode("n1", "RESUME");
    await cluster.until("n1 is back", () => cluster.stateOf("n1") === "idle");
  });

  it("leaves neither a process nor a file behind", async () => {
    const { folder } = cluster;
    expect(cluster.everyProcess().length).toBeGreaterThanOrEqual(4);
    await cluster.stop();
    expect(cluster.everyProcess()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });
});
