/**
 * A real Slurm on this machine: controller, two nodes and munge of its own, in a temporary folder and on free ports of the loopback. It needs
 * neither systemd nor cgroups nor a Slurm that is set up, and `stop` takes all of it away again.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { processesHolding } from "./processes.js";

export const NODES = ["n1", "n2"] as const;
export type NodeName = (typeof NODES)[number];

/** Processors that each node says it has: more than there are, since most jobs here wait. */
const NODE_CPUS = 4;

const BEGIN_MS = 20_000;

export class Cluster {
  /** What a user of the cluster has in the environment. */
  readonly env: NodeJS.ProcessEnv;
  private readonly daemons = new Map<string, ChildProcess>();

  private constructor(readonly folder: string) {
    this.env = { ...process.env, SLURM_CONF: join(folder, "slurm.conf"), NO_COLOR: "1" };
  }

  /** Starts all of it; settles when both nodes wait for work. */
  static async start(): Promise<Cluster> {
    const cluster = new Cluster(mkdtempSync(join(tmpdir(), "equipoise-slurm-")));
    try {
      await cluster.begin();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  private async begin(): Promise<void> {
    for (const name of ["state", ...NODES]) mkdirSync(join(this.folder, name));
    writeFileSync(this.at("munge.key"), randomBytes(1024), { mode: 0o400 });
    writeFileSync(this.at("slurm.conf"), configuration(this.folder, await freePorts(1 + NODES.length)));
    // --force: the folder of the socket lies in one that everybody may write.
    const files = { "key-file": "key", socket: "sock", "pid-file": "pid", "log-file": "log", "seed-file": "seed" };
    const options = Object.entries(files).map(([option, end]) => `--${option}=${this.at(`munge.${end}`)}`);
    this.daemon("munged", ["--foreground", "--force", ...options]);
    await this.until("munge answers", () => existsSync(this.at("munge.sock")));
    this.startController();
    NODES.forEach((name) => this.startNode(name));
    await this.until("both nodes wait for work", () => NODES.every((name) => this.stateOf(name) === "idle"));
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  /** Runs a command of Slurm and gives what it prints. @throws Error with its own words */
  slurm(command: string, ...args: readonly string[]): string {
    const stdio = ["ignore", "pipe", "pipe"] as const;
    return execFileSync(command, args, { env: this.env, encoding: "utf8", stdio: [...stdio], timeout: 30_000 }).trim();
  }

  /** As sinfo has it, e.g. "idle" or "down"; "" while the controller does not answer. */
  stateOf(node: NodeName): string {
    try {
      return this.slurm("sinfo", "--noheader", "--Node", `--nodes=${node}`, "--format=%T");
    } catch {
      return "";
    }
  }

  startController(): void {
    // Without -c: what was queued before is still queued.
    this.daemon("slurmctld", ["-D", "-f", this.at("slurm.conf")]);
  }

  /** Ends the controller at once, as a crash does. Returns how many processes ended. */
  async killController(): Promise<number> {
    const ended = endedOf(this.daemons.get("slurmctld")!);
    this.daemons.get("slurmctld")!.kill("SIGKILL");
    await ended;
    return 1;
  }

  /** When the controller last wrote down the jobs that it knows, ms; what came after, a crash takes away. */
  savedAt(): number {
    return statSync(this.at("state/job_state"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }

  startNode(name: NodeName): void {
    // Jobs have the name of their node in the environment; what the daemon leaves behind is told by it, too.
    this.daemon(name, ["-D", "-N", name, "-f", this.at("slurm.conf")], "slurmd", { SLURMD_NODENAME: name });
  }

  /**
   * Ends everything that runs on a node at once, daemon, step daemons and jobs, as a power cut does; none of them can tell anybody.
   * Returns how many processes ended.
   */
  async killNode(name: NodeName): Promise<number> {
    const ended = endedOf(this.daemons.get(name)!);
    const pids = this.processesOn(name);
    // First none runs any more, so that none sees another one die and reports it.
    for (const signal of ["SIGSTOP", "SIGKILL"] as const) pids.forEach((pid) => send(pid, signal));
    await ended;
    return pids.length;
  }

  /** Everything that runs on a node: the daemons by the folder whose files they hold open, the jobs by their environment. */
  processesOn(name: NodeName): number[] {
    return processesHolding(`${this.at(name)}/`, [`SLURMD_NODENAME=${name}`, `SLURM_CONF=${this.at("slurm.conf")}`]);
  }

  /** Tells the controller what a health check would: the node is to get no job, is down, or may work again. */
  setNode(name: NodeName, state: "DRAIN" | "DOWN" | "RESUME"): void {
    this.slurm("scontrol", "update", `NodeName=${name}`, `State=${state}`, "Reason=test");
  }

  /** Ends everything that was started and removes the folder. */
  async stop(): Promise<void> {
    // Nothing is asked of the daemons: no job outlives them.
    for (const daemon of this.daemons.values()) daemon.kill("SIGKILL");
    for (let rest = this.everyProcess(); rest.length > 0; rest = this.everyProcess()) {
      rest.forEach((pid) => send(pid, "SIGKILL"));
      await pause(20);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Everything that was started here, by its files or by the configuration in its environment. */
  everyProcess(): number[] {
    return processesHolding(`${this.folder}/`, [`SLURM_CONF=${this.at("slurm.conf")}`]);
  }

  /** Asks again and again. @throws Error with the ends of all logs where it takes too long */
  async until(what: string, holds: () => boolean, most = BEGIN_MS): Promise<void> {
    for (const from = Date.now(); !holds(); await pause(100))
      if (Date.now() - from > most) throw new Error(`not within ${most / 1000} s: ${what}\n${this.logs()}`);
  }

  private daemon(name: string, args: readonly string[], program = name, more: NodeJS.ProcessEnv = {}): void {
    const output = openSync(this.at(`${name}.out`), "a");
    const env = { ...this.env, ...more, PATH: `${process.env.PATH}:/usr/sbin` };
    const child = spawn(program, args, { env, cwd: this.folder, stdio: ["ignore", output, output] });
    closeSync(output);
    child.on("error", (error) => writeFileSync(this.at(`${name}.out`), `${error.message}\n`, { flag: "a" }));
    this.daemons.set(name, child);
  }

  private logs(): string {
    return ["munged", "slurmctld", ...NODES]
      .map((name) => this.at(`${name}.out`))
      .filter((path) => existsSync(path))
      .map((path) => `${path}:\n${readFileSync(path, "utf8").split("\n").slice(-15).join("\n")}`)
      .join("\n");
  }
}

function endedOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Ports that nobody listens on now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
      }),
  );
  const found = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}

/** All waits are as short as Slurm takes them, and a job that is put back in the queue starts after 5 s instead of 120 s (cred_expire). */
function configuration(folder: string, [controller, ...nodes]: readonly number[]): string {
  const host = hostname().split(".")[0];
  const user = userInfo().username;
  return `ClusterName=equipoise
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controller}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.sock,cred_expire=5
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/%n/slurmd.pid
SlurmdLogFile=${folder}/%n/slurmd.log
SlurmdSpoolDir=${folder}/%n/spool
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0,sched_min_interval=0
MaxArraySize=101
MinJobAge=600
KillWait=1
SlurmdTimeout=60
ReturnToService=2
${nodes
  .map(
    (port, i) =>
      `NodeName=${NODES[i]} NodeAddr=127.0.0.1 NodeHostname=${host} Port=${port} CPUs=${NODE_CPUS} RealMemory=4000`,
  )
  .join("\n")}
PartitionName=main Nodes=${NODES.join(",")} Default=YES DefMemPerCPU=100 MaxTime=60 State=UP
`;
}
