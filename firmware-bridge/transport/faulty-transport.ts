/**
 * A line with faults, for tests: drops, flips, doubles, splits, merges and delays what is written, stalls, and hangs up.
 * Which fault hits which write is drawn from Philox(seed, number of the line, number of the write): the same schedule every run.
 * Bytes never overtake each other, as on a wire.
 */
import { philox4x32 } from "../../src/numerics/philox.js";
import type { Clock, Transport } from "./transport.js";

/** Probabilities a write, except where noted. */
export interface FaultSchedule {
  readonly seed: number;
  /** A run of bytes within the write is lost. */
  readonly drop: number;
  /** One bit is inverted. */
  readonly flip: number;
  /** The write arrives twice. */
  readonly duplicate: number;
  /** It arrives in two pieces with a pause between. */
  readonly split: number;
  /** It waits for the next write, and both arrive as one piece. */
  readonly merge: number;
  /** It, and all behind it, arrives up to `longestDelayMs` late. */
  readonly delay: number;
  readonly longestDelayMs: number;
  /** The line stands still for `stallMs`, then goes on. */
  readonly stall: number;
  readonly stallMs: number;
  /** The line is gone: it loses what is on the way and closes. */
  readonly hangUp: number;
}

const FAULT_KINDS = ["drop", "flip", "duplicate", "split", "merge", "delay", "stall", "hangUp"] as const;
const MERGE_WAIT_MS = 5;
const UNIT = 2 ** -32;

export class FaultyTransport implements Transport {
  readonly name: string;
  /** How often each fault happened. */
  readonly happened: Record<(typeof FAULT_KINDS)[number], number> = {
    drop: 0,
    flip: 0,
    duplicate: 0,
    split: 0,
    merge: 0,
    delay: 0,
    stall: 0,
    hangUp: 0,
  };
  private readonly random = new Uint32Array(4);
  private writes = 0;
  /** Nothing arrives before this moment. */
  private freeAt = 0;
  private held: Uint8Array = new Uint8Array();
  private gone = false;

  /** @param line which line of the schedule: every connection, and each direction, draws faults of its own */
  constructor(
    private readonly inner: Transport,
    private readonly clock: Clock,
    private readonly schedule: FaultSchedule,
    private readonly line: number,
  ) {
    this.name = `faulty ${inner.name}`;
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.inner.onData(listener);
  }

  onClose(listener: () => void): void {
    this.inner.onClose(listener);
  }

  close(): void {
    this.gone = true;
    this.inner.close();
  }

  write(bytes: Uint8Array): void {
    if (this.gone) return;
    const write = this.writes++;
    const draw = (k: number) => {
      philox4x32(this.random, this.schedule.seed, this.line, write, k, 0, 0);
      return this.random;
    };
    const hits = (kind: (typeof FAULT_KINDS)[number]) => {
      const hit = draw(FAULT_KINDS.indexOf(kind))[0] * UNIT < this.schedule[kind];
      if (hit) this.happened[kind]++;
      return hit;
    };
    /** An integer in 0..below-1. */
    const pick = (kind: (typeof FAULT_KINDS)[number], word: 1 | 2 | 3, below: number) =>
      Math.floor(draw(FAULT_KINDS.indexOf(kind))[word] * UNIT * below);

    if (hits("hangUp")) return this.close();
    let data = Uint8Array.from([...this.held, ...bytes]);
    this.held = new Uint8Array();
    if (hits("drop")) {
      const from = pick("drop", 1, data.length);
      const to = from + 1 + pick("drop", 2, data.length - from);
      data = Uint8Array.from([...data.subarray(0, from), ...data.subarray(to)]);
    }
    if (data.length > 0 && hits("flip")) data[pick("flip", 1, data.length)] ^= 1 << pick("flip", 2, 8);
    if (hits("duplicate")) data = Uint8Array.from([...data, ...data]);
    if (hits("delay")) this.postpone(pick("delay", 1, this.schedule.longestDelayMs + 1));
    if (hits("stall")) this.postpone(this.schedule.stallMs);
    if (hits("merge")) {
      this.held = data;
      this.clock.after(MERGE_WAIT_MS, () => this.release(data));
    } else if (hits("split")) {
      const at = pick("split", 1, data.length + 1);
      this.send(data.subarray(0, at));
      this.postpone(1 + pick("split", 2, MERGE_WAIT_MS));
      this.send(data.subarray(at));
    } else {
      this.send(data);
    }
  }

  /** Held bytes go out alone where no further write has taken them along. */
  private release(held: Uint8Array): void {
    if (this.held !== held) return;
    this.held = new Uint8Array();
    this.send(held);
  }

  private postpone(ms: number): void {
    this.freeAt = Math.max(this.freeAt, this.clock.now) + ms;
  }

  private send(data: Uint8Array): void {
    const wait = this.freeAt - this.clock.now;
    if (wait < 0) this.inner.write(data);
    else this.clock.after(wait, () => void (this.gone || this.inner.write(data)));
  }
}
