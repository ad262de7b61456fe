import { describe, expect, it } from "vitest";
import { EquipoiseError, fail } from "../../src/diagnostics/diagnostic.js";
import { crc32 } from "../../src/numerics/crc32.js";
import { memoryLine } from "../transport/memory-transport.js";
import { pause, type Transport } from "../transport/transport.js";
import { VirtualClock } from "../transport/virtual-clock.js";
import { BoardEndpoint } from "./board-endpoint.js";
import { BoardRun } from "./board-run.js";
import { CobsDecoder, cobsEncode } from "./cobs.js";
import { BoardState, MessageType, NackReason, messageName, nackReasonName, type MessageName } from "./codes.js";
import { decodeFrame, encodeFrame } from "./frame.js";
import { HostLink } from "./host-link.js";
import { DEFAULT_LINK } from "./link-options.js";
import { decodeBody, encodeBody, type Bodies } from "./messages.js";
import { TEST_LIMITS, TestCore, dialTestBoard } from "./test-board.fixture.js";
import { deploy } from "./upload.js";

const LINK = { ...DEFAULT_LINK, session: 77 };
const image = Uint8Array.from({ length: 3000 }, (_, k) => (k < 1200 || k > 1900 ? (k * 37 + 11) & 255 : 0));

function bench(limits = TEST_LIMITS) {
  const clock = new VirtualClock();
  const core = new TestCore(limits);
  const board = new BoardEndpoint(core, clock);
  return { clock, core, board, dial: dialTestBoard(board, clock) };
}

/** What a program gets that speaks frames by hand. */
async function talk(
  frames: readonly {
    name?: MessageName;
    type?: number;
    session?: number;
    sequence: number;
    body?: object;
    version?: number;
    raw?: Uint8Array;
  }[],
) {
  const { clock, core, board } = bench();
  const [host, far] = memoryLine(clock);
  board.attach(far);
  const answers: string[] = [];
  const decoder = new CobsDecoder(200, (bytes) => {
    const frame = decodeFrame(bytes);
    if (typeof frame === "string") throw new Error(frame);
    const name = messageName(frame.type)!;
    const body = decodeBody(name, frame.body)!;
    if (name === "NACK") {
      const { reason, expected, detail } = body as Bodies["NACK"];
      answers.push(`NACK ${nackReasonName(reason)} expected ${expected} detail ${detail}`);
    } else answers.push(name === "ACK" ? `ACK ${(body as Bodies["ACK"]).committed}` : name);
  });
  host.onData((bytes) => decoder.push(bytes));
  for (const { name, type, session = 5, sequence, body = {}, version, raw } of frames) {
    host.write(
      raw ??
        cobsEncode(
          encodeFrame({
            version,
            type: type ?? MessageType[name!],
            session,
            sequence,
            body: name ? encodeBody(name, body as never) : new Uint8Array(),
          }),
        ),
    );
    await clock.until(new Promise<void>((resolve) => void clock.after(20, resolve)));
  }
  return { answers, core, board };
}
const hello = { name: "HELLO", sequence: 0x80000000 } as const;

describe("the board", () => {
  it("judges version, type, session, sequence, layout, state and range in this order", async () => {
    const { answers } = await talk([
      { name: "ERASE", sequence: 1 },
      hello,
      { name: "ERASE", sequence: 1, version: 9 },
      { type: 0x55, sequence: 1 },
      { name: "ERASE", session: 6, sequence: 1 },
      { name: "ERASE", sequence: 2 },
      { type: MessageType.WRITE, sequence: 1 },
      { name: "WRITE", sequence: 1, body: { address: 0, data: Uint8Array.of(1) } },
      { name: "ERASE", sequence: 1 },
      { name: "WRITE", sequence: 2, body: { address: 4095, data: Uint8Array.of(1, 2) } },
      { name: "ARM", sequence: 2, body: { digest: 1 } },
      { raw: Uint8Array.of(3, 1, 1, 0), sequence: 0 },
    ]);
    expect(answers).toEqual([
      "NACK SESSION expected 1 detail 0",
      "HELLO_REPLY",
      "NACK VERSION expected 1 detail 2",
      "NACK TYPE expected 1 detail 85",
      "NACK SESSION expected 1 detail 5",
      "NACK SEQUENCE expected 1 detail 0",
      "NACK LAYOUT expected 1 detail 0",
      "NACK STATE expected 1 detail 0",
      "ACK 1",
      "NACK RANGE expected 2 detail 4096",
      `NACK DIGEST expected 2 detail ${crc32(new Uint8Array(4096))}`,
      "NACK DAMAGED expected 2 detail 0",
    ]);
  });

  it("answers a repeated command without executing it again", async () => {
    const digest = crc32(new Uint8Array(4096));
    const step = { name: "STEP", sequence: 3, body: { until: 7, from: 0 } } as const;
    const { answers, core } = await talk([
      hello,
      { name: "ERASE", sequence: 1 },
      { name: "ARM", sequence: 2, body: { digest } },
      { name: "ARM", sequence: 2, body: { digest } },
      step,
      step,
      { name: "ERASE", sequence: 1 },
    ]);
    expect(answers).toEqual(["HELLO_REPLY", "ACK 1", "ACK 2", "ACK 2", "SPIKES_REPLY", "SPIKES_REPLY", "ACK 3"]);
    expect([core.starts, core.executed]).toEqual([1, 7]);
  });

  it("starts anew for a new session, and not for the same", async () => {
    const erase = { name: "ERASE", sequence: 1 } as const;
    const { answers, board } = await talk([
      hello,
      erase,
      hello,
      erase,
      { ...hello, session: 6 },
      { ...erase, session: 6 },
    ]);
    expect(answers).toEqual(["HELLO_REPLY", "ACK 1", "HELLO_REPLY", "ACK 1", "HELLO_REPLY", "ACK 1"]);
    expect(board.state).toBe(BoardState.LOADING);
  });

  it("refuses spikes for a step that is over, for sources that do not exist, and more than it can hold", async () => {
    const inject = (sequence: number, step: number, words: number[]) =>
      ({
        name: "INJECT",
        sequence,
        body: { step, data: Uint8Array.from(words.flatMap((w) => [w & 255, w >> 8])) },
      }) as const;
    const digest = crc32(new Uint8Array(4096));
    const full = [0x8009, ...Array.from({ length: 59 }, () => 1)];
    const { answers } = await talk([
      hello,
      { name: "ERASE", sequence: 1 },
      { name: "ARM", sequence: 2, body: { digest } },
      { name: "STEP", sequence: 3, body: { until: 5, from: 0 } },
      inject(4, 4, [0x8004, 1]),
      inject(4, 5, [0x8005, 80]),
      inject(4, 5, [3]),
      inject(4, 9, full),
      inject(5, 9, full),
      inject(6, 9, full),
    ]);
    expect(answers.slice(4)).toEqual([
      "NACK LATE expected 4 detail 5",
      "NACK RANGE expected 4 detail 80",
      "NACK RANGE expected 4 detail 80",
      "ACK 4",
      "ACK 5",
      "NACK BUSY expected 6 detail 8",
    ]);
  });
});

describe("upload", () => {
  it("arms the board with exactly the image, writing no chunk of zeros", async () => {
    const { clock, core, board, dial } = bench();
    const seen: number[] = [];
    const host = await clock.until(
      deploy(dial, clock, LINK, () => image, { readBack: true, onProgress: (_, done) => seen.push(done) }),
    );
    expect(board.state).toBe(BoardState.ARMED);
    expect(Buffer.from(core.image.subarray(0, 3000)).equals(Buffer.from(image))).toBe(true);
    expect(host.counters.resent).toBe(0);
    expect(host.counters.sentBytes).toBeLessThan(3000 + 1200);
    expect(seen.at(-1)).toBe(2400);
    host.close();
  });

  it("refuses an image that is larger than the board's memory", async () => {
    const { clock, dial } = bench();
    await expect(clock.until(deploy(dial, clock, LINK, () => new Uint8Array(5000)))).rejects.toThrow(
      "5000 bytes, the board 4096",
    );
  });

  it("never arms memory that changed by itself", async () => {
    const { clock, core, board, dial } = bench();
    const spoilt = deploy(dial, clock, LINK, () => image, {
      onProgress: (_, done, total) => void (done === total && (core.image[100] ^= 1)),
    });
    await expect(clock.until(spoilt)).rejects.toThrow(/board's memory has the digest/);
    expect(board.state).toBe(BoardState.LOADING);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])("goes on where it was when the cable is pulled at %i tenths", async (tenth) => {
    const { clock, core, board, dial } = bench();
    let pulled = false;
    const lines: { close(): void }[] = [];
    const pullable = async () => {
      const line = await dial();
      lines.push(line);
      return line;
    };
    const host = await clock.until(
      deploy(pullable, clock, LINK, () => image, {
        onProgress: (_, done, total) => {
          if (pulled || done < (tenth / 10) * total) return;
          pulled = true;
          lines.at(-1)!.close();
        },
      }),
    );
    expect(pulled).toBe(true);
    expect(lines.length).toBe(2);
    expect(board.state).toBe(BoardState.ARMED);
    expect(Buffer.from(core.image.subarray(0, 3000)).equals(Buffer.from(image))).toBe(true);
    // Only what was under way is sent again.
    expect(host.counters.resent).toBeLessThanOrEqual(TEST_LIMITS.window);
    host.close();
  });

  it("begins anew when the board lost its memory on the way", async () => {
    const { clock, core, board, dial } = bench();
    const lines: { close(): void }[] = [];
    let cut = false;
    const dialled = async () => {
      const line = await dial();
      lines.push(line);
      return line;
    };
    await clock.until(
      deploy(dialled, clock, LINK, () => image, {
        onProgress: (_, done) => {
          if (cut || done < 1000) return;
          cut = true;
          board.powerCycle();
          lines.at(-1)!.close();
        },
      }),
    );
    expect(board.state).toBe(BoardState.ARMED);
    expect(Buffer.from(core.image.subarray(0, 3000)).equals(Buffer.from(image))).toBe(true);
  });

  it("says that no board answers, once, when nothing is at the other end", async () => {
    const clock = new VirtualClock();
    const silent = () => Promise.resolve(memoryLine(clock)[0]);
    const host = new HostLink(silent, clock, LINK);
    await expect(clock.until(host.open())).rejects.toMatchObject({ diagnostics: [{ code: "board-unreachable" }] });
    const absent = new HostLink(() => Promise.reject(new Error("no such port")), clock, LINK);
    await expect(clock.until(absent.open())).rejects.toThrow(/No board answered in 8 attempts: no such port/);
  });

  it("says at once that a serial port cannot be opened, and dials again only for one that was open", async () => {
    const clock = new VirtualClock();
    let dials = 0;
    const locked = (): Promise<never> => {
      dials++;
      return Promise.resolve().then(() => fail("serial-open", "The serial port X cannot be opened: it is locked."));
    };
    const host = new HostLink(locked, clock, LINK);
    await expect(clock.until(host.open())).rejects.toMatchObject({ code: "serial-open" });
    expect(dials).toBe(1);
    const dial = dialTestBoard(new BoardEndpoint(new TestCore(), clock), clock);
    let line: Transport | null = null;
    const unplugged = new HostLink(async () => (line === null ? (line = await dial()) : locked()), clock, LINK);
    await clock.until(unplugged.open());
    dials = 0;
    line!.close();
    await expect(clock.until(unplugged.read("COUNTERS", {}))).rejects.toMatchObject({ code: "board-lost" });
    expect(dials).toBe(LINK.dials);
  });

  it("names both versions when the board speaks another one", async () => {
    const clock = new VirtualClock();
    const [near, far] = memoryLine(clock);
    far.onData(() =>
      far.write(
        cobsEncode(
          encodeFrame({
            version: 4,
            type: MessageType.NACK,
            session: 0,
            sequence: 0,
            body: encodeBody("NACK", { expected: 1, reason: NackReason.VERSION, detail: 4 }),
          }),
        ),
      ),
    );
    const host = new HostLink(() => Promise.resolve(near), clock, LINK);
    await expect(clock.until(host.open())).rejects.toThrow("speaks version 4 of the protocol, this program version 2");
  });
});

describe("a run", () => {
  /** Spikes of the machine without any protocol. */
  function expected(steps: number, inject: (step: number) => number[] = () => []): string[] {
    const core = new TestCore();
    core.image.set(image);
    core.start();
    return Array.from({ length: steps }, (_, step) => `${step}: ${core.execute(step, inject(step)).join(" ")}`);
  }

  it("gives every spike once and in order, free running through a log that is far too small", async () => {
    const { clock, dial } = bench({ ...TEST_LIMITS, logWords: 40 });
    const host = await clock.until(deploy(dial, clock, LINK, () => image));
    const run = new BoardRun(host, clock);
    const seen: string[] = [];
    await clock.until(run.runTo(300, (step, ids) => seen.push(`${step}: ${ids.join(" ")}`)));
    expect(seen).toEqual(expected(300));
    expect(run.step).toBe(300);
  });

  it("gives a step with more spikes than the log has words", async () => {
    const { clock, core, dial } = bench({ ...TEST_LIMITS, logWords: 16 });
    const host = await clock.until(deploy(dial, clock, LINK, () => image));
    core.execute = (step) => (step % 2 === 0 ? Array.from({ length: 64 }, (_, id) => id) : []);
    const run = new BoardRun(host, clock);
    const counts: number[] = [];
    await clock.until(run.stepTo(4, (_, ids) => counts.push(ids.length)));
    expect(counts).toEqual([64, 0, 64, 0]);
  });

  it("closes a loop: what is injected in a step acts in that step, in lock step", async () => {
    const { clock, dial } = bench();
    const host = await clock.until(deploy(dial, clock, LINK, () => image));
    const run = new BoardRun(host, clock);
    const inject = (step: number) => (step % 3 === 0 ? Array.from({ length: 70 }, (_, k) => (k + step) % 80) : []);
    const seen: string[] = [];
    for (let step = 0; step < 30; step++) {
      await clock.until(run.inject(step, inject(step)));
      await clock.until(run.stepTo(step + 1, (at, ids) => seen.push(`${at}: ${ids.join(" ")}`)));
    }
    expect(seen).toEqual(expected(30, inject));
  });

  it("loses no spike when the cable is pulled at every tenth of it", async () => {
    const { clock, dial } = bench({ ...TEST_LIMITS, logWords: 40 });
    const lines: { close(): void }[] = [];
    const dialled = async () => {
      const line = await dial();
      lines.push(line);
      return line;
    };
    const host = await clock.until(deploy(dialled, clock, LINK, () => image));
    const run = new BoardRun(host, clock);
    const seen: string[] = [];
    await clock.until(
      run.runTo(200, (step, ids) => {
        seen.push(`${step}: ${ids.join(" ")}`);
        if (step % 20 === 10) lines.at(-1)!.close();
      }),
    );
    expect(lines.length).toBe(11);
    expect(seen).toEqual(expected(200));
  });

  it("reads state and counters as the board has them", async () => {
    const { clock, core, dial } = bench();
    const host = await clock.until(deploy(dial, clock, LINK, () => image));
    const { data, step } = await clock.until(host.read("TRACE", { first: 3, count: 2 }));
    expect([...new Int32Array(data.slice().buffer)]).toEqual([...core.trace(3, 2)]);
    expect(step).toBe(0);
    const counters = await clock.until(host.read("COUNTERS", {}));
    expect(counters).toMatchObject({ step: 0, stateSum: core.stateSum(), framingErrors: 0, overruns: 0 });
    expect([...new Uint32Array(counters.data.slice().buffer)]).toEqual([0, 0xffffffff]);
    await expect(clock.until(host.read("TRACE", { first: 63, count: 2 }))).rejects.toThrow(
      "The board refused TRACE: it is outside the board's limit of 64.",
    );
  });

  it("ends with one error for everybody who waits when a command is refused", async () => {
    const { clock, dial } = bench();
    const host = new HostLink(dial, clock, LINK);
    await clock.until(host.open());
    const waiting = [
      host.command("RUN", { until: 3, periodUs: 0 }),
      host.command("STOP", {}),
      host.read("COUNTERS", {}),
    ];
    const results = await clock.until(Promise.allSettled(waiting));
    const errors = results.slice(0, 2).map((r) => (r.status === "rejected" ? (r.reason as EquipoiseError) : null));
    expect(errors[0]).toBeInstanceOf(EquipoiseError);
    expect(errors[0]!.diagnostics[0].message).toBe("The board refused RUN: it is in state IDLE.");
    expect(errors[1]).toBe(errors[0]);
  });

  it("hangs up a line that is only there after the link was closed", async () => {
    const { clock, dial } = bench();
    let dials = 0;
    let ended = 0;
    let first: Transport | undefined;
    const slow = async () => {
      if (++dials > 1) await pause(clock, 1000);
      const line = await dial();
      first ??= line;
      return { ...bound(line), close: () => void (ended++, line.close()) };
    };
    const host = new HostLink(slow, clock, LINK);
    await clock.until(host.open());
    first!.close();
    await clock.until(pause(clock, LINK.redialMs + 100));
    expect(dials).toBe(2);
    host.close();
    await clock.until(pause(clock, 2000));
    expect(ended).toBe(1);
  });

  it("dials again where the line is gone as soon as the board has answered", async () => {
    const { clock, dial } = bench();
    let dials = 0;
    const hangsUp = async () => {
      const line = await dial();
      if (++dials > 1) return line;
      let gone = () => {};
      return {
        ...bound(line),
        onData: (listener: (bytes: Uint8Array) => void) => line.onData((bytes) => void (listener(bytes), gone())),
        onClose: (listener: () => void) => void (gone = listener),
      };
    };
    const host = new HostLink(hangsUp, clock, LINK);
    await clock.until(host.open());
    expect(dials).toBe(2);
    expect(await clock.until(host.command("ERASE", {}))).toBeNull();
  });
});

function bound(line: Transport): Transport {
  return {
    name: line.name,
    write: (bytes) => line.write(bytes),
    onData: (listener) => line.onData(listener),
    onClose: (listener) => line.onClose(listener),
    close: () => line.close(),
  };
}
