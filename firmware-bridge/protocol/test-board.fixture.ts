/** For tests: a board with memory and a cheap machine whose spikes depend on every byte of its image, the step and what was injected. */
import { crc32 } from "../../src/numerics/crc32.js";
import { FaultyTransport, type FaultSchedule } from "../transport/faulty-transport.js";
import { memoryLine } from "../transport/memory-transport.js";
import { UsbTransport, type UsbSchedule } from "../transport/usb-transport.js";
import type { Clock, Dialer } from "../transport/transport.js";
import { BoardEndpoint, type BoardCore, type BoardLimits } from "./board-endpoint.js";

export const TEST_LIMITS: BoardLimits = {
  board: 0x54534554, // TEST
  imageBytes: 4096,
  neurons: 64,
  sources: 80,
  maxData: 120,
  window: 3,
  logWords: 256,
  injectWords: 128,
  traceWords: 3,
  clockHz: 0,
  features: 0,
};

export class TestCore implements BoardCore {
  readonly image: Uint8Array;
  starts = 0;
  executed = 0;
  private seed = 0;
  private injectedSum = 0;

  constructor(readonly limits: BoardLimits = TEST_LIMITS) {
    this.image = new Uint8Array(limits.imageBytes);
  }

  start(): void {
    this.starts++;
    this.seed = crc32(this.image);
    this.injectedSum = 0;
  }

  execute(step: number, injected: readonly number[]): readonly number[] {
    this.executed++;
    for (const id of injected) this.injectedSum = (this.injectedSum * 31 + id + 1) >>> 0;
    const draw = (id: number) => crc32(Uint8Array.of(step & 255, step >>> 8, id), this.seed ^ this.injectedSum);
    return Array.from({ length: this.limits.neurons }, (_, id) => id).filter((id) => draw(id) % 10 === 0);
  }

  trace(first: number, count: number): Int32Array {
    return Int32Array.from({ length: count * this.limits.traceWords }, (_, k) => (first + k) * (k % 2 === 0 ? 1 : -1));
  }

  counters(): Uint32Array {
    return Uint32Array.of(this.executed, 0xffffffff);
  }

  stateSum(): number {
    return Math.imul(this.executed, 0x9e3779b1) >>> 0;
  }
}

/** A dialer to the board; every connection is a new pair of lines with faults of its own. */
export function dialTestBoard(board: BoardEndpoint, clock: Clock, schedule?: FaultSchedule): Dialer {
  let lines = 0;
  return () => {
    const [host, far] = memoryLine(clock);
    const line = lines++;
    board.attach(schedule ? new FaultyTransport(far, clock, schedule, 2 * line) : far);
    return Promise.resolve(schedule ? new FaultyTransport(host, clock, schedule, 2 * line + 1) : host);
  };
}

/** A dialer to the board's USB port; each time that it vanishes, it cannot be opened for a while. @param seen every connection */
export function dialUsbTestBoard(
  board: BoardEndpoint,
  clock: Clock,
  schedule: UsbSchedule,
  seen: UsbTransport[] = [],
): Dialer {
  let lines = 0;
  let backAt = 0;
  return () => {
    if (clock.now < backAt) return Promise.reject(new Error("No such file or directory"));
    const [host, far] = memoryLine(clock);
    const line = lines++;
    const vanish = (ms: number) => void (backAt = clock.now + ms);
    const [ours, theirs] = [host, far].map(
      (end, side) => new UsbTransport(end, clock, schedule, 2 * line + side, vanish),
    );
    seen.push(ours, theirs);
    board.attach(theirs);
    return Promise.resolve(ours);
  };
}
