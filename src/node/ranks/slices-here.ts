/** The part of a run that one process has: threads with its slices, and the traffic of their blocks. The same on every rank. */
import { abortExchange } from "../../../emulator/common/shared-exchange.js";
import type { Thread, ThreadListener } from "../../environment/environment.js";
import type { ExchangeLayout } from "../../environment/slice-places.js";
import { startSliceThread } from "../slice-thread.js";
import { BlockTraffic, type RankCosts } from "./block-traffic.js";
import type { Exchange, Peers } from "./join.js";

/** Slices go to ranks in order, as evenly as can be; with fewer slices than ranks, some ranks have none. */
export function rankOfSlice(slice: number, slices: number, ranks: number): number {
  return Math.floor((slice * ranks) / slices);
}

export class SlicesHere {
  private readonly threads = new Map<number, Thread>();
  private traffic: BlockTraffic | null = null;
  private last: Omit<RankCosts, "rank" | "memory"> = { blocks: 0, compute: 0, wait: 0, bytes: 0 };
  /** Blocks of runs that have not begun here. */
  private early: Uint32Array[] = [];
  private watches = false;

  constructor(
    private readonly rank: number,
    private readonly of: number,
    private readonly exchange: Exchange,
    private readonly peers: Peers,
    private readonly broken: (rank: number) => void,
  ) {}

  get costs(): RankCosts {
    // maxRSS is in KiB.
    const memory = process.resourceUsage().maxRSS * 1024;
    return { rank: this.rank, ...(this.traffic?.costs ?? this.last), memory };
  }

  /** What a message carries to a slice here: the seat of this process in place of what stands for it. */
  seated(message: object): object {
    return "seat" in message ? { ...message, seat: this.traffic?.seat ?? null } : message;
  }

  start(slice: number, start: object, listener: ThreadListener): Thread {
    const thread = startSliceThread(this.seated(start), listener);
    this.threads.set(slice, thread);
    return thread;
  }

  post(slice: number, message: object): void {
    this.threads.get(slice)?.post(this.seated(message));
  }

  openExchange(run: number, layout: ExchangeLayout): void {
    const slicesOf: number[][] = Array.from({ length: this.of }, () => []);
    layout.sizes.forEach((_, slice) => slicesOf[rankOfSlice(slice, layout.sizes.length, this.of)].push(slice));
    this.traffic = new BlockTraffic(run, layout, {
      rank: this.rank,
      slicesOf,
      exchange: this.exchange,
      send: (rank, words) => this.peers.get(rank)?.sendBlock(words),
      broken: this.broken,
    });
    for (const words of this.early.splice(0)) this.takeBlock(words);
  }

  takeBlock(words: Uint32Array): void {
    const { traffic } = this;
    // Everybody computes: from now on a rank that is silent is lost. Until then one may be busy with making the network.
    if (!this.watches) for (const peer of this.peers.values()) peer.watch();
    this.watches = true;
    if (traffic !== null && words[0] === traffic.run) traffic.take(words);
    else if (traffic === null || words[0] > traffic.run) this.early.push(words);
  }

  /** Ends the run under way; the next may begin. */
  async stop(): Promise<void> {
    const { traffic } = this;
    const threads = [...this.threads.values()];
    this.threads.clear();
    if (traffic !== null) {
      this.last = traffic.costs;
      traffic.end();
      abortExchange(traffic.seat.buffer);
    }
    this.traffic = null;
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
