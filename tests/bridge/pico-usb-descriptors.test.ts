/**
 * What a Pico says of itself on its USB cable, behind a controller that forgives nothing, on a host that enumerates it as operating systems do: held
 * against USB 2.0 and the class for serial ports, field by field.
 */
import { USBCDC, type RP2040 } from "rp2040js";
import { describe, expect, it } from "vitest";
import { CobsDecoder } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType } from "../../firmware-bridge/protocol/codes.js";
import { decodeFrame, type Frame } from "../../firmware-bridge/protocol/frame.js";
import { Rp2040Chip } from "../../firmware-bridge/simulated/rp2040-chip.js";
import { blocks, word, enumerated, control, frames, hello } from "./pico-on-usb.js";

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
