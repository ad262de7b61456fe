/** Rank 0 of a run over several processes: starts slices on all ranks, and ends the run on all of them when one is lost. */
import { EquipoiseError } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import type { Thread, ThreadListener } from "../../environment/environment.js";
import type { ExchangeLayout, OpenExchange, SlicePlaces } from "../../environment/slice-places.js";
import type { RankCosts } from "./block-traffic.js";
import { hostRanks, type LobbyHooks, type Meeting, type Peers } from "./join.js";
import type { FromRank, ToRank } from "./rank-messages.js";
import { rankOfSlice, SlicesHere } from "./slices-here.js";

export interface RunRanksOptions extends Meeting {
  /** Threads of each rank that run slices. */
  readonly threads: number;
  /** Seconds of silence after which a rank counts as lost. */
  readonly timeout: number;
}

/** The ranks of a run, as places of its slices: one network after the other may run there. */
export class RunRanks implements SlicePlaces {
  readonly sharesMemory = false;
  readonly slices: number;
  private readonly here: SlicesHere;
  private readonly listeners = new Map<number, ThreadListener>();
  private run = 1;
  private running = false;
  private failure: EquipoiseError | null = null;
  private counting: { resolve: (costs: RankCosts) => void; reject: (error: Error) => void } | null = null;

  /** @param cancelled rejects where waiting makes no sense any more. @throws EquipoiseError as `hostRanks` */
  static async meet(
    options: RunRanksOptions,
    hooks: LobbyHooks,
    cancelled: Promise<never> = new Promise(() => {}),
  ): Promise<RunRanks> {
    return new RunRanks(options, await hostRanks(options, hooks, cancelled));
  }

  private constructor(
    private readonly options: RunRanksOptions,
    private readonly peers: Peers,
  ) {
    const { of, exchange, threads, timeout } = options;
    this.slices = of * threads;
    this.here = new SlicesHere(0, of, exchange, peers, (rank) => this.lose(rank, "it sent no block of this run"));
    for (const [rank, peer] of peers)
      peer.listen(
        {
          block: (words) => this.here.takeBlock(words),
          message: (message) => this.take(rank, message as FromRank),
          lost: (why) => this.lose(rank, why),
        },
        timeout * 1000,
      );
  }

  startSlice(slice: number, count: number, start: object, listener: ThreadListener): Thread {
    if (slice === 0) this.listeners.clear();
    this.listeners.set(slice, listener);
    this.running = true;
    if (this.failure !== null) queueMicrotask(() => listener.failed(this.failure!));
    const rank = rankOfSlice(slice, count, this.options.of);
    if (rank === 0) return this.here.start(slice, start, listener);
    this.tell(rank, { kind: "start", slice, start: abroad(start) });
    return {
      post: (message) => this.tell(rank, { kind: "post", slice, message: abroad(message as object) }),
      terminate: async () => this.stop(),
    };
  }

  openExchange(layout: ExchangeLayout): OpenExchange {
    this.running = true;
    this.here.openExchange(this.run, layout);
    this.tellAll({ kind: "exchange", run: this.run, layout });
    const own = this.here.seated({ seat: null }) as { seat: unknown };
    return {
      seatOf: (slice) => (rankOfSlice(slice, layout.sizes.length, this.options.of) === 0 ? own.seat : null),
      abort: () => this.stop(),
    };
  }

  /** What each rank has spent on the run under way, or on the last one; in the order of ranks. @throws EquipoiseError `rank-lost` */
  async costs(): Promise<RankCosts[]> {
    const all = [this.here.costs];
    for (const rank of [...this.peers.keys()].sort((a, b) => a - b)) {
      if (this.failure !== null) throw this.failure;
      const answer = new Promise<RankCosts>((resolve, reject) => (this.counting = { resolve, reject }));
      this.tell(rank, { kind: "costs" });
      all.push(await answer);
    }
    return all;
  }

  /** Lets the other ranks end. @param sentence why, where the run is not done */
  async close(sentence: string | null = null): Promise<void> {
    this.stop();
    this.tellAll({ kind: "end", sentence });
    for (const peer of this.peers.values()) peer.end();
  }

  private stop(): void {
    if (!this.running) return;
    this.running = false;
    this.run++;
    this.listeners.clear();
    void this.here.stop();
    this.tellAll({ kind: "stop" });
  }

  private take(rank: number, message: FromRank): void {
    if (message.kind === "lost") return this.lose(message.rank, `${message.why}, as rank ${rank} says`);
    if (message.kind === "costs") return this.counting?.resolve(message.costs);
    if (message.run !== this.run) return;
    const listener = this.listeners.get(message.slice);
    if (message.kind === "message") listener?.message(message.message);
    else listener?.failed(new Error(`on rank ${rank}: ${message.why}`));
  }

  private lose(rank: number, why: string): void {
    if (this.failure !== null) return;
    const message = `rank ${rank} of ${this.options.of} was lost: ${why}`;
    this.failure = new EquipoiseError([{ code: "rank-lost", severity: "error", message }], ExitCode.device);
    this.tellAll({ kind: "end", sentence: message });
    // The spikes of a block that is not complete never come.
    for (const listener of [...this.listeners.values()]) listener.failed(this.failure);
    this.counting?.reject(this.failure);
  }

  private tell(rank: number, message: ToRank): void {
    this.peers.get(rank)?.sendMessage(message);
  }

  private tellAll(message: ToRank): void {
    for (const peer of this.peers.values()) peer.sendMessage(message);
  }
}

/** Without what is of this process. */
function abroad(message: object): object {
  const own = {
    ...("seat" in message ? { seat: null } : {}),
    ...("module" in message ? { module: null } : {}),
  };
  return { ...message, ...own };
}
