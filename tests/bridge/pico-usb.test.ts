/**
 * The Pico on its own USB cable: the committed image in rp2040js, behind a controller that forgives nothing, on a host that enumerates it as operating
 * systems do. What the device says of itself is held against USB 2.0 and the class for serial ports here, field by field.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { USBCDC, type RP2040 } from "rp2040js";
import { afterEach, describe, expect, it } from "vitest";
import { SpinnakerEmulator } from "../../emulator/spinnaker/emulator.js";
import { openSpinnakerBoard } from "../../firmware-bridge/boards/spinnaker-board.js";
import { lockstep } from "../../firmware-bridge/lockstep.js";
import { CobsDecoder, cobsEncode } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType, NackReason } from "../../firmware-bridge/protocol/codes.js";
import { decodeFrame, encodeFrame, type Frame } from "../../firmware-bridge/protocol/frame.js";
import { decodeBody, encodeBody } from "../../firmware-bridge/protocol/messages.js";
import { Rp2040Chip } from "../../firmware-bridge/simulated/rp2040-chip.js";
import { SimulatedPico, type PicoOptions } from "../../firmware-bridge/simulated/pico-simulator.js";
import { uf2Blocks } from "../../firmware-bridge/boards/uf2.js";
import type { Setup, Transfer } from "../../firmware-bridge/simulated/usb-host.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer, Transport } from "../../firmware-bridge/transport/transport.js";
import { CounterStream } from "../../src/numerics/philox.js";
import { randomMachine } from "../random-spinnaker-image.js";
import { expectSameAnswers } from "./conformance.js";
import { BOARDS, LINK, firmware, openOn, withoutExtensions } from "./firmware-boards.js";

const blocks = uf2Blocks(readFileSync(join(firmware, "prebuilt/rp2040.uf2")));
const boards: SimulatedPico[] = [];
afterEach(() => boards.splice(0).forEach((board) => board.end()));

function startPico(options: PicoOptions = {}): SimulatedPico {
  const pico = new SimulatedPico(blocks, options);
  boards.push(pico);
  return pico;
}

const word = (bytes: Uint8Array, at: number) => bytes[at] | (bytes[at + 1] << 8);

/** Enumerates, and gives every control transfer. */
async function enumerated(
  options: PicoOptions = {},
): Promise<{ pico: SimulatedPico; seen: Transfer[]; line: Transport }> {
  const pico = startPico(options);
  const seen: Transfer[] = [];
  pico.host.onTransfer = (transfer) => void seen.push(transfer);
  return { pico, seen, line: await pico.usb() };
}

/** One control transfer beside the open port. */
function control(pico: SimulatedPico, setup: Setup, data?: Uint8Array): Promise<Transfer> {
  return new Promise((resolve) => {
    pico.host.onTransfer = resolve;
    pico.host.request(setup, data);
    pico.stir();
  });
}

/** Frames that come over a line. */
function frames(line: Transport): { next(): Promise<Frame>; readonly count: number } {
  const arrived: Frame[] = [];
  let wake = () => {};
  let count = 0;
  const decoder = new CobsDecoder(200, (bytes) => {
    const frame = decodeFrame(bytes);
    if (typeof frame === "string") throw new Error(`a frame from the board is damaged: ${frame}`);
    count++;
    arrived.push(frame);
    wake();
  });
  line.onData((bytes) => decoder.push(bytes));
  return {
    async next() {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return arrived.shift()!;
    },
    get count() {
      return count;
    },
  };
}

const hello = (session: number, sequence = 0x8000_0001) =>
  cobsEncode(encodeFrame({ type: MessageType.HELLO, session, sequence, body: new Uint8Array() }));
const counters = (session: number, sequence: number) =>
  cobsEncode(encodeFrame({ type: MessageType.COUNTERS, session, sequence, body: encodeBody("COUNTERS", {}) }));

/** Lets the board's own time pass. */
async function pass(pico: SimulatedPico, seconds: number): Promise<void> {
  const until = pico.seconds() + seconds;
  while (pico.seconds() < until) {
    pico.stir();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("what a Pico says of itself to a USB host", () => {
  it("is a device descriptor of one configuration, at full speed, with a name and a number", async () => {
    const { seen } = await enumerated();
    const device = seen.filter(({ request, value }) => request === 6 && value >> 8 === 1);
    // Before it has an address, and after.
    expect(device.map(({ length, data }) => [length, data.length])).toEqual([
      [64, 18],
      [18, 18],
    ]);
    const { data } = device[1];
    expect(data).toEqual(device[0].data);
    expect([data[0], data[1]]).toEqual([18, 1]);
    expect(word(data, 2)).toBe(0x0200);
    // Class by interface association (USB ECN of 2003): without it, Windows takes the second interface for another device.
    expect([...data.subarray(4, 7)]).toEqual([0xef, 2, 1]);
    expect(data[7]).toBe(64);
    expect([word(data, 8), word(data, 10)]).toEqual([0x2e8a, 0x000a]);
    expect(data[17]).toBe(1);
    const text = (index: number) => {
      const found = seen.find(({ request, value }) => request === 6 && value === 0x300 + index)!;
      expect([found.data[0], found.data[1], found.index]).toEqual([found.data.length, 3, 0x0409]);
      return Buffer.from(found.data.subarray(2)).toString("utf16le");
    };
    expect([text(data[14]), text(data[15])]).toEqual(["equipoise", "equipoise spiking networks, RP2040"]);
    expect(text(data[16])).toMatch(/^[0-9A-F]{16}$/);
    // A device of one speed has no qualifier, and says so (USB 2.0, 9.6.2).
    expect(seen.find(({ value }) => value === 0x600)).toMatchObject({ stalled: true });
    expect(seen.filter(({ stalled }) => stalled).length).toBe(1);
  });

  it("is a configuration with one serial port: association, four functional descriptors, three endpoints", async () => {
    const { seen } = await enumerated();
    const [head, all] = seen.filter(({ request, value }) => request === 6 && value >> 8 === 2).map(({ data }) => data);
    expect(head).toEqual(all.subarray(0, 9));
    expect(word(all, 2)).toBe(all.length);
    const parts: Uint8Array[] = [];
    for (let at = 0; at < all.length; at += all[at]) {
      expect(all[at]).toBeGreaterThan(2);
      parts.push(all.subarray(at, at + all[at]));
    }
    expect(parts.reduce((sum, { length }) => sum + length, 0)).toBe(all.length);
    // bLength, bDescriptorType (and, of those of the class, the subtype), in the order that the specification wants.
    expect(parts.map(([length, type, subtype]) => (type === 0x24 ? [length, type, subtype] : [length, type]))).toEqual([
      [9, 2],
      [8, 11],
      [9, 4],
      [5, 0x24, 0],
      [5, 0x24, 1],
      [4, 0x24, 2],
      [5, 0x24, 6],
      [7, 5],
      [9, 4],
      [7, 5],
      [7, 5],
    ]);
    const [configuration, association, control, header, call, acm, union, notify, data, out, in_] = parts;
    // Two interfaces, value 1; bit 7 is set, no power of its own, no wake-up; 100 mA.
    expect([...configuration.subarray(4)]).toEqual([2, 1, 0, 0x80, 50]);
    // Interfaces 0 and 1 belong together: communication (2), abstract control model (2).
    expect([...association.subarray(2, 6)]).toEqual([0, 2, 2, 2]);
    expect([...control.subarray(2, 7)]).toEqual([0, 0, 1, 2, 2]);
    expect(word(header, 3)).toBe(0x0120);
    // No call management of its own; data interface 1.
    expect([...call.subarray(3)]).toEqual([0, 1]);
    // Line coding and control line state (D1), nothing else.
    expect(acm[3]).toBe(2);
    // Master 0, slave 1.
    expect([...union.subarray(3)]).toEqual([0, 1]);
    expect([...data.subarray(2, 7)]).toEqual([1, 0, 2, 10, 0]);
    const endpoint = (bytes: Uint8Array) => ({
      address: bytes[2],
      kind: bytes[3],
      packet: word(bytes, 4),
      interval: bytes[6],
    });
    expect(endpoint(notify)).toMatchObject({ address: 0x81, kind: 3 });
    expect(endpoint(notify).interval).toBeGreaterThan(0);
    expect(endpoint(out)).toMatchObject({ address: 0x02, kind: 2, packet: 64 });
    expect(endpoint(in_)).toMatchObject({ address: 0x82, kind: 2, packet: 64 });
    // The port was opened: configuration, rate there and back, DTR and RTS.
    expect(seen.slice(-4).map(({ request, stalled }) => [request, stalled])).toEqual([
      [9, false],
      [0x20, false],
      [0x21, false],
      [0x22, false],
    ]);
    expect(seen.at(-2)!.data).toEqual(seen.at(-3)!.data);
  });

  it("has the number of its flash, asked for by a program that touches the flash for nothing else meanwhile", async () => {
    const number = [0xe6, 0x61, 0x41, 0x04, 0x03, 0x2b, 0x9c, 0x37];
    let strays = 0;
    const prepare = (chip: RP2040) => {
      const ssi = chip.peripherals[0x18000];
      let [bytes, on, sent] = [false, false, 0];
      const select = chip.peripherals[0x40018];
      let low = false;
      select.readUint32 = () => 0;
      select.writeUint32Atomic = (_offset, value) => {
        low = (value >> 8) % 4 === 2;
        sent = 0;
      };
      const [read, write] = [ssi.readUint32.bind(ssi), ssi.writeUint32Atomic.bind(ssi)];
      let answer = 0;
      ssi.writeUint32Atomic = (offset, value, kind) => {
        write(offset, value, kind);
        if (offset === 0x08) on = value === 1;
        if (offset === 0x00) bytes = (value & 0x1f0300) === 0x070000;
        if (offset === 0x60) {
          expect({ bytes, on, low }).toEqual({ bytes: true, on: true, low: true });
          // Command, four bytes of pause, then the number.
          if (sent === 0) expect(value).toBe(0x4b);
          answer = number[sent - 5] ?? 0x55;
          sent++;
        }
      };
      ssi.readUint32 = (offset) => (offset === 0x60 ? answer : offset === 0x28 ? 0x0e : read(offset));
      // The boot stage runs where it lies here, and not in RAM: it does not count.
      const word16 = chip.readUint16.bind(chip);
      const word32 = chip.readUint32.bind(chip);
      const stray = (address: number) => {
        // The flash, not the registers of its controller.
        if (address >>> 26 === 4 && (bytes || (!on && chip.core.PC >= 0x1000_0100))) strays++;
      };
      chip.readUint16 = (address) => (stray(address), word16(address));
      chip.readUint32 = (address) => (stray(address), word32(address));
    };
    const { seen } = await enumerated({ prepare });
    const found = seen.find(({ request, value }) => request === 6 && value === 0x303)!;
    expect(Buffer.from(found.data.subarray(2)).toString("utf16le")).toBe(
      Buffer.from(number).toString("hex").toUpperCase(),
    );
    expect(strays).toBe(0);
  });

  it("refuses what it has not, goes on afterwards, and answers the other requests of chapter 9", async () => {
    const { pico } = await enumerated();
    const ask = (type: number, request: number, value: number, index: number, length: number) =>
      control(pico, { type, request, value, index, length });
    for (const [type, request, value, index, length] of [
      [0x80, 6, 0x0304, 0x0409, 255], // a text that is not there
      [0x80, 6, 0x0201, 0, 255], // a second configuration
      [0x80, 6, 0x2200, 0, 255], // a report
      [0x00, 9, 2, 0, 0], // a configuration that is not there
      [0x00, 7, 0x0100, 0, 0], // SET_DESCRIPTOR without bytes
      [0x00, 3, 1, 0, 0], // wake-up
      [0x81, 0, 0, 5, 2], // of an interface that is not there
      [0x82, 0, 0, 3, 2], // of an endpoint that is not there
      [0x82, 12, 0, 2, 2], // SYNCH_FRAME
      [0x01, 11, 1, 0, 0], // an alternate that is not there
      [0x21, 0x23, 100, 0, 0], // a break
      [0xc0, 1, 0, 0, 8], // of a maker
    ] as const)
      expect([type, request, (await ask(type, request, value, index, length)).stalled]).toEqual([type, request, true]);
    const answers = async (...setup: Parameters<typeof ask>) => [...(await ask(...setup)).data];
    expect(await answers(0x80, 0, 0, 0, 2)).toEqual([0, 0]);
    expect(await answers(0x80, 8, 0, 0, 1)).toEqual([1]);
    expect(await answers(0x81, 0, 0, 1, 2)).toEqual([0, 0]);
    expect(await answers(0x81, 10, 0, 1, 1)).toEqual([0]);
    expect(await answers(0x82, 0, 0, 0x82, 2)).toEqual([0, 0]);
    // Less than all of it, on the limit of a packet, and more than all.
    const all = await answers(0x80, 6, 0x0200, 0, 1024);
    expect(all.length).toBe(75);
    for (const length of [1, 8, 63, 64, 65, 75])
      expect(await answers(0x80, 6, 0x0200, 0, length)).toEqual(all.slice(0, length));
    // A rate is kept, and means nothing.
    const coding = Uint8Array.of(0x00, 0xe1, 0, 0, 1, 2, 7);
    await control(pico, { type: 0x21, request: 0x20, value: 0, index: 0, length: 7 }, coding);
    expect(await answers(0xa1, 0x21, 0, 0, 7)).toEqual([...coding]);
  });

  it("halts and goes on, with data sequences begun anew", async () => {
    const { pico, line } = await enumerated();
    const heard = frames(line);
    line.write(hello(5));
    expect((await heard.next()).type).toBe(MessageType.HELLO_REPLY);
    for (const endpoint of [0x81, 0x02, 0x82]) {
      const feature = (request: number) => control(pico, { type: 2, request, value: 0, index: endpoint, length: 0 });
      const status = async () => [
        ...(await control(pico, { type: 0x82, request: 0, value: 0, index: endpoint, length: 2 })).data,
      ];
      if (endpoint === 0x81) {
        await feature(3);
        expect(await status()).toEqual([1, 0]);
      }
      await feature(1);
      expect(await status()).toEqual([0, 0]);
      line.write(hello(5));
      expect((await heard.next()).type).toBe(MessageType.HELLO_REPLY);
    }
  });

  it("is found by the host that comes with rp2040js, through that project's own controller", async () => {
    const { chip, clock, cores } = new Rp2040Chip(blocks);
    const host = new USBCDC(chip.usbCtrl);
    const answered: number[] = [];
    const types: number[] = [];
    const decoder = new CobsDecoder(200, (bytes) => void types.push((decodeFrame(bytes) as Frame).type));
    let connected = false;
    host.onDeviceConnected = () => void (connected = true);
    host.onSerialData = (bytes) => {
      answered.push(...bytes);
      decoder.push(Uint8Array.from(bytes));
    };
    const run = (cycles: number, until: () => boolean) => {
      for (let k = 0; k < cycles && !until();) {
        const used = cores.asleep ? 10 : cores.execute();
        clock.tick(used * 8);
        k += used;
      }
    };
    run(20_000_000, () => connected);
    expect(connected).toBe(true);
    // The first thing that may come is what it says when it starts.
    run(500_000, () => false);
    for (const byte of hello(9)) host.sendSerialByte(byte);
    run(20_000_000, () => types.length > 0);
    expect(types).toEqual([MessageType.HELLO_REPLY]);
    expect(answered.length).toBeGreaterThan(90);
  });
});

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
