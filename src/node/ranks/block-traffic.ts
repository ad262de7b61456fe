/** Carries the blocks of one run between this process and the others, and measures what that takes. */
import { ExchangeGate } from "../../../emulator/common/exchange-gate.js";
import type { ExchangeLayout } from "../../environment/slice-places.js";
import type { Exchange } from "./join.js";

/** What a rank has spent on a run since its exchange was opened; times in s. */
export interface RankCosts {
  readonly rank: number;
  /** Blocks whose spikes have been exchanged. */
  readonly blocks: number;
  /** From the opening of a barrier until the slices here have published the next block: delivery and update. */
  readonly compute: number;
  /** From then until all others' spikes are there. */
  readonly wait: number;
  /** Sent with blocks. */
  readonly bytes: number;
  /** The most memory that the process had, bytes. */
  readonly memory: number;
}

/** Words in front of a block: the run, the block, who it is from. */
const HEAD = 3;

export interface TrafficLinks {
  readonly rank: number;
  /** The slices of each rank. */
  readonly slicesOf: readonly (readonly number[])[];
  readonly exchange: Exchange;
  send(rank: number, words: Uint32Array): void;
  /** A block that cannot be one came from a rank. */
  broken(rank: number): void;
}

export class BlockTraffic {
  private readonly gate: ExchangeGate;
  /** The last block of each rank that is here. */
  private readonly arrived: number[];
  private readonly members: readonly number[];
  private published = 0;
  private opened = 0;
  private over = false;
  private since: number;
  private compute = 0;
  private wait = 0;
  private bytes = 0;

  /** @param run number of the run: blocks of an earlier one are dropped */
  constructor(
    readonly run: number,
    layout: ExchangeLayout,
    private readonly links: TrafficLinks,
  ) {
    const { slicesOf, rank } = links;
    this.gate = new ExchangeGate(layout, slicesOf[rank]);
    this.arrived = slicesOf.map(() => 0);
    this.members = slicesOf.flatMap((slices, r) => (slices.length > 0 && r !== rank ? [r] : []));
    this.since = performance.now();
    if (slicesOf[rank].length > 0) void this.publish();
  }

  /** For the slices here. */
  get seat(): ExchangeGate["seat"] {
    return this.gate.seat;
  }

  get costs(): Omit<RankCosts, "rank" | "memory"> {
    const { opened, compute, wait, bytes } = this;
    return { blocks: opened, compute: compute / 1e3, wait: wait / 1e3, bytes };
  }

  /** Takes a block of this run that another process sent. */
  take(words: Uint32Array): void {
    const [, block, from] = words;
    const { links, arrived } = this;
    if (this.over) return;
    const known = this.members.includes(from) && block === arrived[from] + 1 && block <= this.opened + 2;
    if (!known || !this.gate.put(links.slicesOf[from], block, words.subarray(HEAD))) return links.broken(from);
    arrived[from] = block;
    if (links.exchange === "star" && links.rank === 0)
      for (const other of this.members) if (other !== from) this.send(other, words);
    this.openIfComplete();
  }

  end(): void {
    this.over = true;
    this.gate.end();
  }

  private async publish(): Promise<void> {
    const { gate, links, members, run } = this;
    for (let block = 1; ; block++) {
      await gate.published(block);
      if (this.over) return;
      const now = performance.now();
      this.compute += now - this.since;
      this.since = now;
      const own = gate.blockOf(block);
      const words = new Uint32Array(HEAD + own.length);
      words.set([run, block, links.rank]);
      words.set(own, HEAD);
      const to = links.exchange === "mesh" || links.rank === 0 ? members : members.slice(0, 1);
      for (const other of to) this.send(links.exchange === "mesh" || links.rank === 0 ? other : 0, words);
      this.published = block;
      this.openIfComplete();
    }
  }

  private send(rank: number, words: Uint32Array): void {
    this.bytes += words.byteLength;
    this.links.send(rank, words);
  }

  private openIfComplete(): void {
    const block = this.opened + 1;
    if (this.published < block || this.members.some((rank) => this.arrived[rank] < block)) return;
    this.opened = block;
    const now = performance.now();
    this.wait += now - this.since;
    this.since = now;
    this.gate.open();
  }
}
