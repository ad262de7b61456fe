/** What Slurm tells a task of a job step about itself and the others (srun(1), OUTPUT ENVIRONMENT VARIABLES). */
import { execFile } from "node:child_process";
import { lookup } from "node:dns/promises";
import { promisify } from "node:util";
import { fail } from "../../diagnostics/diagnostic.js";

export interface SlurmTask {
  readonly rank: number;
  readonly of: number;
  /** Of task 0 with the usual distribution: the first node of the step. */
  readonly host: string;
  /** A port that other jobs on the node hardly take: 20000 + job id modulo 10000, and 10000 more for odd steps. */
  readonly port: number;
}

/** @throws EquipoiseError `ranks-no-slurm` */
export function slurmTask(environment: Readonly<Record<string, string | undefined>>): SlurmTask {
  const of = environment.SLURM_STEP_NUM_TASKS ?? environment.SLURM_NTASKS;
  const nodes = environment.SLURM_STEP_NODELIST ?? environment.SLURM_NODELIST ?? environment.SLURM_JOB_NODELIST;
  const { SLURM_PROCID: rank, SLURM_JOB_ID: job = "0", SLURM_STEP_ID: step = "0" } = environment;
  if (rank === undefined || of === undefined || nodes === undefined)
    fail("ranks-no-slurm", "--ranks slurm: SLURM_PROCID, SLURM_NTASKS and SLURM_NODELIST are not all set", {
      hint: "start it with srun, as in `srun -n 8 equipoise run P.eqp --ranks slurm`; or give --join HOST:PORT --rank R --of N",
    });
  return {
    rank: Number(rank),
    of: Number(of),
    host: firstHost(nodes),
    port: 20_000 + (Number(job) % 10_000) + (Number(step) % 2) * 10_000,
  };
}

/**
 * Finds where a node is reached. Slurm's names of nodes need not be names of hosts (NodeAddr of slurm.conf): one that the system does not
 * know is asked of Slurm.
 * @returns the name itself where neither knows it
 */
export async function addressOfNode(node: string): Promise<string> {
  try {
    await lookup(node);
    return node;
  } catch {
    return (await addressInSlurm(node)) ?? node;
  }
}

async function addressInSlurm(node: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)("scontrol", ["--oneliner", "show", "node", node]);
    return addressIn(stdout);
  } catch {
    return null;
  }
}

/** Of what `scontrol show node` prints. */
export function addressIn(text: string): string | null {
  return /\bNodeAddr=(\S+)/.exec(text)?.[1] ?? null;
}

/** The first of a list such as `node[01-03,7],login1`. */
export function firstHost(list: string): string {
  const first = /^([^[,]*)(?:\[([^\]]*)\])?([^,[]*)/.exec(list.trim());
  if (first === null) return list;
  const [, prefix, ranges, suffix] = first;
  if (ranges === undefined) return prefix + suffix;
  return prefix + ranges.split(",")[0].split("-")[0] + suffix;
}
