/** The Pico on its own USB cable: the committed image in rp2040js as a line to the board, whose cable is pulled and whose host sleeps. */
import { type RP2040 } from "rp2040js";
import { describe, expect, it } from "vitest";
import { SpinnakerEmulator } from "../../emulator/spinnaker/emulator.js";
import { openSpinnakerBoard } from "../../firmware-bridge/boards/spinnaker-board.js";
import { lockstep } from "../../firmware-bridge/lockstep.js";
import { cobsEncode } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType, NackReason } from "../../firmware-bridge/protocol/codes.js";
import { encodeFrame } from "../../firmware-bridge/protocol/frame.js";
import { decodeBody, encodeBody } from "../../firmware-bridge/protocol/messages.js";
import { SimulatedPico, type PicoOptions } from "../../firmware-bridge/simulated/pico-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import { CounterStream } from "../../src/numerics/philox.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { expectSameAnswers } from "./conformance.js";
import { BOARDS, LINK, openOn, withoutExtensions } from "./firmware-boards.js";
import { startPico, enumerated, frames, hello, counters, pass } from "./pico-on-usb.js";

describe("the USB line", () => {
  it("answers 150 random frames like the model of the board, byte for byte, in packets of all lengths", async () => {
    const draw = new CounterStream(3, 5);
    await expectSameAnswers(
      {
        limits: {
          board: 0x30343032,
          imageBytes: 245_760,
          neurons: 32_768,
          sources: 32_768,
          maxData: 120,
          window: 4,
          logWords: 4096,
          injectWords: 2048,
          traceWords: 4,
          clockHz: 125_000_000,
          features: 4,
        },
        counters: 6,
        writeAt: (even) => 1024 + even(1000),
        dial: () => startPico({ packetBytes: () => 1 + draw.below(64) }).usb(),
      },
      31,
      150,
    );
  });

  it("runs machines like the emulator: spikes, state words, counters", async () => {
    for (const [k, model] of (["IF_curr_exp", "IF_curr_delta", "IF_cond_exp"] as const).entries()) {
      const { image, ticks } = randomMachine({
        seed: 70 + k,
        model,
        rounding: "nearest_sat",
        stepsPerTick: 1,
        violent: true,
      });
      const machine = withoutExtensions(image);
      const { difference } = await lockstep(
        () => openOn(BOARDS["pico-usb"](), machine),
        () => Promise.resolve(new SpinnakerEmulator(machine)),
        { steps: ticks, block: 10 },
      );
      expect(difference).toBeNull();
    }
  });

  it("offers no packet in the last fifth of a frame (erratum RP2040-E15), and ends transfers of whole packets with an empty one", async () => {
    const { pico, line } = await enumerated();
    const heard = frames(line);
    // A HELLO_REPLY has 95 bytes with its frame; a long exchange meets every phase of the frame, and answers of every length.
    line.write(hello(5));
    expect((await heard.next()).type).toBe(MessageType.HELLO_REPLY);
    for (let k = 0; k < 300; k++) {
      const length = 1 + (k % 120);
      line.write(
        cobsEncode(
          encodeFrame({
            type: MessageType.READBACK,
            session: 5,
            sequence: 0x8000_0002 + k,
            body: encodeBody("READBACK", { address: 0, length }),
          }),
        ),
      );
      const answer = await heard.next();
      expect(decodeBody("READBACK_REPLY", answer.body)?.data.length).toBe(length);
    }
    expect(pico.controller.lateOffers).toBe(0);
  });

  it("loses nothing where the host sends faster than the board reads: packets wait", async () => {
    const { line } = await enumerated();
    const heard = frames(line);
    line.write(hello(6));
    await heard.next();
    // Far more than its buffers hold: each is answered.
    const asked = 60;
    for (let k = 0; k < asked; k++) line.write(counters(6, 0x8000_0100 + k));
    for (let k = 0; k < asked; k++) expect((await heard.next()).sequence).toBe(0x8000_0100 + k);
  });

  it("does not stand still for ever where a program opened the port and stopped reading", async () => {
    const { pico, line } = await enumerated();
    const heard = frames(line);
    line.write(hello(7));
    await heard.next();
    pico.host.reading = false;
    // More than its buffer of answers holds: the board waits once, then drops frames.
    for (let k = 0; k < 40; k++) line.write(counters(7, 0x8000_0100 + k));
    await pass(pico, 0.3);
    const before = pico.seconds();
    const uart = pico.uart();
    const other = frames(uart);
    uart.write(hello(8));
    expect((await other.next()).type).toBe(MessageType.HELLO_REPLY);
    expect(pico.seconds() - before).toBeLessThan(0.2);
    // It reads again: whole frames come, the board is heard as before.
    pico.host.reading = true;
    pico.stir();
    line.write(hello(9, 0x8000_0999));
    let answer = await heard.next();
    while (answer.sequence !== 0x8000_0999) answer = await heard.next();
    expect(answer).toMatchObject({ type: MessageType.HELLO_REPLY, session: 9 });
    expect(heard.count).toBeLessThan(42);
  });

  it("feeds the watchdog while a host sends without end and reads nothing", async () => {
    let starts = 0;
    const prepare = (chip: RP2040) => {
      starts++;
      // 0.4 s in the place of the 8.4 s that the firmware wants: more than a digest takes, and more than its patience.
      const watchdog = chip.peripherals[0x40058];
      const write = watchdog.writeUint32.bind(watchdog);
      watchdog.writeUint32 = (offset, value) => write(offset, offset === 4 ? 800_000 : value);
    };
    const pico = startPico({ prepare });
    const line = await pico.usb();
    pico.host.reading = false;
    for (let session = 1; session < 30; session++) line.write(hello(session));
    // After a reset nothing would be due, and time would stand still.
    for (const until = pico.seconds() + 0.7; pico.seconds() < until && starts === 1;) await pass(pico, 1e-3);
    expect(starts).toBe(1);
    pico.host.reading = true;
    const heard = frames(line);
    line.write(hello(500));
    while ((await heard.next()).session !== 500);
    expect(starts).toBe(1);
  });

  it("is one of two: each keeps its frames apart, and answers go where the last whole frame came from", async () => {
    const { pico, line } = await enumerated();
    const uart = pico.uart();
    const [usb, serial] = [frames(line), frames(uart)];
    line.write(hello(20));
    expect((await usb.next()).session).toBe(20);
    // Half a frame over the UART, a whole one over USB, the other half.
    const over = hello(21);
    uart.write(over.subarray(0, 9));
    await pass(pico, 0.002);
    line.write(counters(20, 0x8000_0005));
    expect((await usb.next()).type).toBe(MessageType.COUNTERS_REPLY);
    uart.write(over.subarray(9));
    // HELLO over the other line takes the session over.
    expect(await serial.next()).toMatchObject({ type: MessageType.HELLO_REPLY, session: 21 });
    line.write(counters(20, 0x8000_0006));
    const refused = await usb.next();
    expect(decodeBody("NACK", refused.body)).toMatchObject({ reason: NackReason.SESSION, detail: 21 });
    // Noise on the UART is answered there, and takes nothing away from USB.
    line.write(hello(22));
    expect((await usb.next()).session).toBe(22);
    uart.write(Uint8Array.of(0, 17, 99, 3, 0));
    expect(decodeBody("NACK", (await serial.next()).body)).toMatchObject({ reason: NackReason.DAMAGED });
    line.write(counters(22, 0x8000_0007));
    expect((await usb.next()).type).toBe(MessageType.COUNTERS_REPLY);
  });
});

/** A board behind a cable that is put in again by whoever dials. */
function socket(options: PicoOptions = {}): {
  readonly pico: SimulatedPico;
  readonly dial: Dialer;
  readonly dialled: () => number;
} {
  const pico = startPico(options);
  let dialled = 0;
  return {
    pico,
    dial: () => {
      dialled++;
      return pico.usb();
    },
    dialled: () => dialled,
  };
}

let session = 5000;

describe("a Pico whose USB cable is pulled, or whose host sleeps", () => {
  const { image, ticks } = randomMachine({
    seed: 5,
    model: "IF_curr_exp",
    rounding: "floor",
    stepsPerTick: 1,
    violent: true,
  });
  const machine = withoutExtensions(image);

  /** Steps board and emulator along; `at` is told of every tenth. */
  async function alongWith(
    dial: Dialer,
    atTenth: (tenth: number) => void,
    onProgress?: (phase: string, done: number, total: number) => void,
  ) {
    const board = await openSpinnakerBoard(
      machine,
      dial,
      systemClock,
      { ...LINK, redialMs: 5, session: session++ },
      { name: "simulated", onProgress },
    );
    try {
      const emulator = new SpinnakerEmulator(machine);
      const seen: [string[], string[]] = [[], []];
      const block = Math.ceil(ticks / 10);
      for (let tenth = 0; tenth < 10; tenth++) {
        setImmediate(() => atTenth(tenth));
        await Promise.all(
          [board, emulator].map((target, t) =>
            target.advance(
              block,
              (step, ids, count) => void seen[t].push(`${step}: ${ids.subarray(0, count).join(" ")}`),
            ),
          ),
        );
      }
      expect(seen[0]).toEqual(seen[1]);
      const everyone = Array.from({ length: machine.size }, (_, id) => id);
      expect(await board.readState(everyone)).toEqual(await emulator.readState(everyone));
    } finally {
      await board.close();
    }
  }

  it("goes on at every tenth of an upload and of a run; nothing is lost", async () => {
    const { pico, dial, dialled } = socket();
    let tenth = 1;
    await alongWith(
      dial,
      () => pico.unplug(),
      (_phase, done, total) => {
        if (done < (total * tenth) / 10 || tenth === 10) return;
        tenth++;
        pico.unplug();
      },
    );
    expect(tenth).toBe(10);
    expect(dialled()).toBeGreaterThan(12);
  });

  it("goes on after the bus stood still in the middle of a run, over the same open port", async () => {
    const { pico, dial, dialled } = socket();
    let sleeps = 0;
    await alongWith(dial, (tenth) => {
      if (tenth % 3 !== 1) return;
      pico.host.suspend();
      pico.stir();
      sleeps++;
      setTimeout(() => {
        pico.host.resume();
        pico.stir();
      }, 50);
    });
    expect([sleeps, dialled()]).toEqual([3, 1]);
  });

  it("survives 24 schedules of split and late packets, unplugging and re-enumeration, with the spikes of the emulator", async () => {
    let unplugged = 0;
    for (let seed = 0; seed < 24; seed++) {
      const draw = new CounterStream(seed, 44);
      const [shortest, longest] = [1 + draw.below(8), 9 + draw.below(56)];
      const pauses = draw.below(3) * 100;
      const { pico, dial, dialled } = socket({
        packetBytes: () => shortest + draw.below(longest),
        pauseMicroseconds: () => draw.below(1 + pauses),
      });
      await alongWith(dial, () => {
        if (draw.below(8) === 0) pico.unplug();
      });
      unplugged += dialled() - 1;
      pico.end();
    }
    expect(unplugged).toBeGreaterThan(12);
  }, 240_000);
});
