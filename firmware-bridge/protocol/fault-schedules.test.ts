/** A thousand random schedules of faults: every upload ends bit-identical or in one clear error, and no wrong program ever runs. */
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { philox4x32 } from "../../src/numerics/philox.js";
import type { FaultSchedule } from "../transport/faulty-transport.js";
import type { Dialer } from "../transport/transport.js";
import type { UsbSchedule, UsbTransport } from "../transport/usb-transport.js";
import { VirtualClock } from "../transport/virtual-clock.js";
import { BoardEndpoint } from "./board-endpoint.js";
import { BoardRun } from "./board-run.js";
import { BoardState } from "./codes.js";
import { DEFAULT_LINK } from "./link-options.js";
import { TestCore, dialTestBoard, dialUsbTestBoard } from "./test-board.fixture.js";
import { deploy } from "./upload.js";

const SCHEDULES = 1000;
const STEPS = 12;

/** Numbers in [0, 1) of a schedule. */
function uniforms(seed: number, count: number): number[] {
  const out = new Uint32Array(4);
  return Array.from({ length: count }, (_, k) => {
    philox4x32(out, seed, 0xfa017, k, 0, 0, 0);
    return out[0] * 2 ** -32;
  });
}

/** A third of the schedules are mild, a third rough, a third hopeless; each kind of fault is absent in about half of them. */
function schedule(seed: number): FaultSchedule {
  const [level, ...draws] = uniforms(seed, 20);
  const worst = level < 1 / 3 ? 0.03 : level < 2 / 3 ? 0.15 : 0.6;
  const chance = (k: number) => (draws[k] < 0.5 ? 0 : worst * draws[k + 8]);
  return {
    seed,
    drop: chance(0),
    flip: chance(1),
    duplicate: chance(2),
    split: chance(3),
    merge: chance(4),
    delay: chance(5),
    stall: chance(6),
    hangUp: chance(7) / 5,
    longestDelayMs: 400,
    stallMs: 900,
  };
}

function imageOf(seed: number): Uint8Array {
  const random = uniforms(seed + 1_000_000, 24);
  const image = new Uint8Array(1500);
  random.forEach((value, k) => image.fill(1 + Math.floor(value * 255), k * 62, k * 62 + Math.floor(value * 62)));
  return image;
}

/** What USB does: nothing is lost or flipped while the port is there; but it may vanish. A quarter of the schedules keep it. */
function usbSchedule(seed: number): UsbSchedule {
  const [level, ...draws] = uniforms(seed + 5_000_000, 6);
  const worst = level < 1 / 4 ? 0 : level < 3 / 5 ? 0.005 : level < 9 / 10 ? 0.03 : 0.3;
  return {
    seed,
    split: draws[0],
    delay: draws[1] / 2,
    longestDelayMs: Math.floor(draws[2] * 60),
    suspend: draws[3] / 100,
    suspendMs: 700,
    vanish: worst,
    longestAbsenceMs: 1500,
  };
}

const faultyLine = (board: BoardEndpoint, clock: VirtualClock, seed: number) =>
  dialTestBoard(board, clock, schedule(seed));

async function attempt(
  seed: number,
  dialer: (board: BoardEndpoint, clock: VirtualClock, seed: number) => Dialer = faultyLine,
): Promise<{ code: string; trace: string }> {
  const clock = new VirtualClock();
  const core = new TestCore();
  const board = new BoardEndpoint(core, clock);
  const image = imageOf(seed);
  const padded = new Uint8Array(core.image.length);
  padded.set(image);
  const work = async () => {
    const host = await deploy(dialer(board, clock, seed), clock, { ...DEFAULT_LINK, session: seed + 1 }, () => image);
    expect(board.state).toBe(BoardState.ARMED);
    expect(Buffer.from(core.image).equals(Buffer.from(padded))).toBe(true);
    const run = new BoardRun(host, clock);
    const seen: string[] = [];
    const sink = (step: number, ids: readonly number[]) => void seen.push(`${step}: ${ids.join(" ")}`);
    try {
      await run.inject(2, [1, 5, 5]);
      await run.stepTo(STEPS / 2, sink);
      await run.runTo(STEPS, sink);
    } finally {
      host.close();
    }
    const model = new TestCore();
    model.image.set(image);
    model.start();
    expect(seen).toEqual(
      Array.from(
        { length: STEPS },
        (_, step) => `${step}: ${model.execute(step, step === 2 ? [1, 5, 5] : []).join(" ")}`,
      ),
    );
    expect(core.executed).toBe(STEPS);
  };
  let code = "ok";
  try {
    await clock.until(work());
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw new Error(`schedule ${seed}`, { cause: error });
    expect(error.diagnostics.length).toBe(1);
    code = error.diagnostics[0].code;
  }
  // Whatever happened: a board that is armed, or has ever started, holds or held this image and no other.
  if (board.state === BoardState.ARMED && core.executed === 0)
    expect(Buffer.from(core.image).equals(Buffer.from(padded))).toBe(true);
  return { code, trace: `${code} at ${clock.now} ms, ${core.starts} starts` };
}

describe("1,000 random fault schedules", () => {
  it("end bit-identical, run with the right spikes, or end in one clear error", async () => {
    const ends: Record<string, number> = {};
    for (let seed = 0; seed < SCHEDULES; seed++) {
      const { code } = await attempt(seed);
      ends[code] = (ends[code] ?? 0) + 1;
    }
    expect(Object.values(ends).reduce((a, b) => a + b)).toBe(SCHEDULES);
    expect(
      Object.keys(ends).filter(
        (code) => !["ok", "board-unreachable", "board-lost", "board-restarted", "board-stuck"].includes(code),
      ),
    ).toEqual([]);
    // Mild and rough lines work; the hopeless ones show that errors are reached, too.
    expect(ends.ok).toBeGreaterThan(0.95 * SCHEDULES);
    expect(ends.ok).toBeLessThan(SCHEDULES);
  });

  it("happen the same way twice", async () => {
    for (const seed of [3, 500, 777]) expect((await attempt(seed)).trace).toBe((await attempt(seed)).trace);
  });
});

describe("1,000 random schedules of a USB port", () => {
  const attemptUsb = (seed: number, seen: UsbTransport[] = []) =>
    attempt(seed, (board, clock) => dialUsbTestBoard(board, clock, usbSchedule(seed), seen));

  it("end bit-identical and run with the right spikes; where the port stays, always", async () => {
    const ends: Record<string, number> = {};
    const happened = { split: 0, delay: 0, suspend: 0, vanish: 0 };
    for (let seed = 0; seed < SCHEDULES; seed++) {
      const seen: UsbTransport[] = [];
      const { code } = await attemptUsb(seed, seen);
      ends[code] = (ends[code] ?? 0) + 1;
      if (usbSchedule(seed).vanish === 0) expect([seed, code]).toEqual([seed, "ok"]);
      for (const line of seen)
        for (const kind of Object.keys(happened) as (keyof typeof happened)[]) happened[kind] += line.happened[kind];
    }
    expect(
      Object.keys(ends).filter((code) => !["ok", "board-unreachable", "board-lost", "board-stuck"].includes(code)),
    ).toEqual([]);
    expect(ends.ok).toBeGreaterThan(0.9 * SCHEDULES);
    expect(Math.min(...Object.values(happened))).toBeGreaterThan(500);
  });

  it("happen the same way twice", async () => {
    for (const seed of [4, 501, 778]) expect((await attemptUsb(seed)).trace).toBe((await attemptUsb(seed)).trace);
  });
});
