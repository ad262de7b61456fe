/**
 * A USB host with one full-speed port, in the simulated board's time: it enumerates what is plugged in as USB 2.0, chapter 9, has it, opens its serial
 * port (CDC 1.2), and moves bytes in bulk packets. It keeps the data sequences, and reads in transfers of 4 KB that end with a packet
 * shorter than 64 bytes, as the drivers of operating systems do.
 */
import type { Answer, UsbController } from "./usb-controller.js";

const CYCLES_A_MICROSECOND = 125;
const FRAME = 1000 * CYCLES_A_MICROSECOND;
const BITS_A_MICROSECOND = 12;
/** Token, handshake, synchronisation and pauses of a transaction, in bytes' time (USB 2.0, 5.8.4: 19 packets of 64 bytes fit a frame). */
const OVERHEAD_BYTES = 13;
const PACKET = 64;
const TRANSFER = 4096;
const RETRY_US = 20;
const DEBOUNCE_MS = 100;
const RESET_MS = 10;
const RECOVERY_MS = 10;
const ADDRESS_MS = 2;
/** A bus without frames for so long is suspended. */
const SUSPEND_MS = 3;
/** For a control transfer (USB 2.0, 9.2.6.4). */
const CONTROL_MS = 5000;
/** Frames to be seen by a device that waits for one before the host may stand still. */
const QUIET_FRAMES = 3;
const DEVICE_ADDRESS = 5;

export interface Setup {
  readonly type: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

/** A control transfer, for those who watch. */
export interface Transfer extends Setup {
  /** What the device said; what the host said where it goes the other way. */
  readonly data: Uint8Array;
  readonly stalled: boolean;
}

type Action =
  | { readonly do: "setup"; readonly bytes: Uint8Array }
  | { readonly do: "in"; readonly endpoint: number }
  | { readonly do: "out"; readonly endpoint: number; readonly bytes: Uint8Array; readonly data1: boolean }
  | { readonly do: "wait"; readonly microseconds: number }
  | { readonly do: "reset" };
type Script<T> = Generator<Action, T, Answer>;

/** Endpoints of the serial port, as the configuration descriptor has them. */
interface Port {
  readonly in: number;
  readonly out: number;
  readonly notify: number;
}

const GET_DESCRIPTOR = 6;
const TO_HOST = 0x80;
const CLASS_INTERFACE = 0x21;
const SET_LINE_CODING = 0x20;
const SET_CONTROL_LINE_STATE = 0x22;
/** 1 Mbaud, one stop bit, no parity, 8 bits. */
const LINE_CODING = Uint8Array.of(0x40, 0x42, 0x0f, 0, 0, 0, 8);

export class UsbHost {
  /** Cycles at which the host does something next. */
  due = Infinity;
  /** Whether a program reads; else the host asks for no bytes. */
  reading = true;
  onData: (bytes: Uint8Array) => void = () => {};
  onTransfer: (transfer: Transfer) => void = () => {};
  /** The port is there and has been opened. */
  onOpened: () => void = () => {};
  private script: Script<void> | null = null;
  private answer: Answer = { kind: "silence" };
  private address = 0;
  private frameAt = Infinity;
  private readyAt = Infinity;
  private suspendAt = Infinity;
  private quietFrames = 0;
  private outgoing: Uint8Array[] = [];
  private requests: { readonly setup: Setup; readonly data?: Uint8Array }[] = [];

  constructor(
    private readonly device: UsbController,
    private readonly cycles: () => number,
    /** Whether the board computes: it may have something to say when it has done so. */
    private readonly busy: () => boolean,
    /** Bytes of the next packet to the device, at most 64: what a busy host splits otherwise. */
    private readonly packetBytes: () => number = () => PACKET,
    /** µs that the host does something else before the next packet. */
    private readonly pauseMicroseconds: () => number = () => 0,
  ) {}

  /** Nothing more will happen by itself: all is said, and the device has had the frames that it may have waited for. */
  get idle(): boolean {
    return (
      this.due === Infinity ||
      (this.port !== null &&
        this.outgoing.length === 0 &&
        this.requests.length === 0 &&
        this.quietFrames >= QUIET_FRAMES)
    );
  }

  private port: Port | null = null;

  /** Plugs the cable in, or resets the bus of a device that is there: it is enumerated anew. */
  plug(): void {
    this.begin(this.enumerate());
    this.frameAt = this.suspendAt = Infinity;
    this.due = this.readyAt = this.cycles();
  }

  /** The host is gone. A device with power of its own sees a bus that stands still. */
  unplug(): void {
    this.begin(null);
    this.standStill();
  }

  /** The host sleeps, with the port open; `resume` goes on. */
  suspend(): void {
    this.standStill();
  }

  resume(): void {
    this.device.resume();
    this.suspendAt = Infinity;
    this.quietFrames = 0;
    this.frameAt = this.readyAt = this.cycles() + RECOVERY_MS * FRAME;
    this.due = this.frameAt;
  }

  send(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const length = Math.max(1, Math.min(PACKET, this.packetBytes(), bytes.length - at));
      this.outgoing.push(bytes.slice(at, at + length));
      at += length;
    }
    this.stir();
  }

  /** A control transfer beside the bytes. */
  request(setup: Setup, data?: Uint8Array): void {
    this.requests.push({ setup, data });
    this.stir();
  }

  /** DTR and RTS, as a program that opens or closes the port sets them. */
  setControlLines(on: boolean): void {
    this.request({ type: CLASS_INTERFACE, request: SET_CONTROL_LINE_STATE, value: on ? 3 : 0, index: 0, length: 0 });
  }

  /** Does what is due. */
  run(): void {
    const now = this.cycles();
    if (now >= this.suspendAt) {
      this.suspendAt = Infinity;
      this.device.suspend(true);
    }
    if (now >= this.frameAt) {
      this.device.startOfFrame();
      this.quietFrames = this.busy() ? 0 : this.quietFrames + 1;
      this.frameAt += FRAME * Math.max(1, Math.ceil((now - this.frameAt) / FRAME));
    }
    if (now >= this.readyAt && this.script !== null) this.next();
    this.due = Math.min(this.suspendAt, this.frameAt, this.readyAt);
  }

  private begin(script: Script<void> | null): void {
    this.script = script;
    this.port = null;
    this.address = 0;
    this.outgoing = [];
    this.requests = [];
    this.answer = { kind: "silence" };
    this.quietFrames = 0;
  }

  private standStill(): void {
    this.frameAt = this.readyAt = Infinity;
    this.due = this.suspendAt = this.cycles() + SUSPEND_MS * FRAME;
  }

  private stir(): void {
    this.quietFrames = 0;
    if (this.frameAt === Infinity && this.suspendAt === Infinity) return;
    this.due = Math.min(this.suspendAt, this.frameAt, this.readyAt);
  }

  private next(): void {
    const { value: action, done } = this.script!.next(this.answer);
    if (done === true) {
      this.script = null;
      this.readyAt = Infinity;
      return;
    }
    this.readyAt = this.cycles() + this.perform(action) * CYCLES_A_MICROSECOND;
  }

  /** @returns µs that it takes */
  private perform(action: Action): number {
    const bytesTime = (bytes: number) => ((OVERHEAD_BYTES + bytes) * 8) / BITS_A_MICROSECOND;
    switch (action.do) {
      case "wait":
        return action.microseconds;
      case "reset":
        this.frameAt = this.cycles() + RESET_MS * FRAME;
        this.address = 0;
        this.device.reset();
        return (RESET_MS + RECOVERY_MS) * 1000;
      case "setup":
        this.answer = this.device.setup(this.address, action.bytes);
        return bytesTime(action.bytes.length);
      case "in":
        this.answer = this.device.in(this.address, action.endpoint);
        return bytesTime(this.answer.kind === "data" ? this.answer.bytes.length : 0);
      case "out":
        this.answer = this.device.out(this.address, action.endpoint, action.bytes, action.data1);
        return bytesTime(action.bytes.length);
    }
  }

  /** Repeats what is answered NAK. */
  private *persist(action: Action & { do: "in" | "out" }): Script<Answer> {
    const until = this.cycles() + CONTROL_MS * FRAME;
    for (;;) {
      const answer = yield action;
      if (answer.kind === "silence")
        throw new Error(`the device does not answer at address ${this.address}, endpoint ${action.endpoint}`);
      if (answer.kind !== "nak") return answer;
      if (this.cycles() > until) throw new Error(`endpoint ${action.endpoint} says NAK for ${CONTROL_MS} ms`);
      yield { do: "wait", microseconds: RETRY_US };
    }
  }

  /** @returns what came; null: the device stalled. `data` goes out where the request has some. */
  private *control(setup: Setup, data: Uint8Array = new Uint8Array()): Script<Uint8Array | null> {
    const { type, request, value, index, length } = setup;
    const finish = (bytes: Uint8Array, stalled: boolean) => {
      this.onTransfer({ ...setup, data: bytes, stalled });
      return stalled ? null : bytes;
    };
    const bytes = Uint8Array.of(
      type,
      request,
      value & 255,
      value >> 8,
      index & 255,
      index >> 8,
      length & 255,
      length >> 8,
    );
    if ((yield { do: "setup", bytes }).kind !== "ack") throw new Error("the device does not take SETUP");
    if ((type & TO_HOST) !== 0) {
      const came: number[] = [];
      for (let data1 = true; ; data1 = !data1) {
        const answer = yield* this.persist({ do: "in", endpoint: 0 });
        if (answer.kind === "stall") return finish(new Uint8Array(), true);
        if (answer.kind !== "data" || answer.data1 !== data1) throw new Error("control data out of sequence");
        came.push(...answer.bytes);
        if (came.length > length) throw new Error(`the device answers ${came.length} bytes to a request for ${length}`);
        if (answer.bytes.length < PACKET || came.length === length) break;
      }
      const status = yield* this.persist({ do: "out", endpoint: 0, bytes: new Uint8Array(), data1: true });
      return finish(Uint8Array.from(came), status.kind === "stall");
    }
    if (data.length > 0) {
      const answer = yield* this.persist({ do: "out", endpoint: 0, bytes: data, data1: true });
      if (answer.kind === "stall") return finish(data, true);
    }
    const status = yield* this.persist({ do: "in", endpoint: 0 });
    if (status.kind === "stall") return finish(data, true);
    if (status.kind !== "data" || !status.data1 || status.bytes.length > 0)
      throw new Error("control status is no empty DATA1");
    return finish(data, false);
  }

  private *describe(type: number, index: number, length: number, language = 0): Script<Uint8Array> {
    const got = yield* this.control({
      type: TO_HOST,
      request: GET_DESCRIPTOR,
      value: (type << 8) | index,
      index: language,
      length,
    });
    return got ?? new Uint8Array();
  }

  private *enumerate(): Script<void> {
    while (!this.device.pulledUp) yield { do: "wait", microseconds: 1000 };
    yield { do: "wait", microseconds: DEBOUNCE_MS * 1000 };
    yield { do: "reset" };
    // As hosts do it: the length of packets first, then all of it at an address of its own.
    yield* this.describe(1, 0, PACKET);
    yield { do: "reset" };
    yield* this.control({ type: 0, request: 5, value: DEVICE_ADDRESS, index: 0, length: 0 });
    this.address = DEVICE_ADDRESS;
    yield { do: "wait", microseconds: ADDRESS_MS * 1000 };
    const device = yield* this.describe(1, 0, 18);
    yield* this.describe(6, 0, 10);
    const head = yield* this.describe(2, 0, 9);
    const all = yield* this.describe(2, 0, (head[2] ?? 0) | ((head[3] ?? 0) << 8));
    const language = yield* this.describe(3, 0, 255);
    for (const text of device.subarray(14, 17))
      yield* this.describe(3, text, 255, (language[2] ?? 0) | ((language[3] ?? 0) << 8));
    yield* this.control({ type: 0, request: 9, value: all[5] ?? 0, index: 0, length: 0 });
    const port = portOf(all);
    yield* this.control(
      { type: CLASS_INTERFACE, request: SET_LINE_CODING, value: 0, index: 0, length: 7 },
      LINE_CODING,
    );
    yield* this.control({ type: TO_HOST | CLASS_INTERFACE, request: 0x21, value: 0, index: 0, length: 7 });
    yield* this.control({ type: CLASS_INTERFACE, request: SET_CONTROL_LINE_STATE, value: 3, index: 0, length: 0 });
    this.port = port;
    this.quietFrames = 0;
    this.onOpened();
    yield* this.serve(port);
  }

  private *serve(port: Port): Script<void> {
    let [in1, out1] = [false, false];
    let got: number[] = [];
    for (let turn = 0; ; turn++) {
      let moved = false;
      const request = this.requests.shift();
      if (request !== undefined) {
        yield* this.control(request.setup, request.data);
        // A halt that ends begins the sequence anew.
        if (request.setup.type === 2 && request.setup.request === 1) {
          if ((request.setup.index & TO_HOST) !== 0) in1 = false;
          else out1 = false;
        }
      }
      if (this.reading) {
        const answer = yield { do: "in", endpoint: port.in };
        if (answer.kind === "data") {
          moved = true;
          // The same packet again, where the device did not hear that it arrived: taken once.
          if (answer.data1 === in1) {
            in1 = !in1;
            got.push(...answer.bytes);
          } else throw new Error("bulk data out of sequence");
          if (answer.bytes.length < PACKET || got.length >= TRANSFER) {
            if (got.length > 0) this.onData(Uint8Array.from(got));
            got = [];
          }
        }
      }
      const [packet] = this.outgoing;
      if (packet !== undefined) {
        const answer = yield { do: "out", endpoint: port.out, bytes: packet, data1: out1 };
        if (answer.kind === "ack") {
          moved = true;
          out1 = !out1;
          this.outgoing.shift();
        }
      }
      if (turn % 100 === 0) {
        const told = yield { do: "in", endpoint: port.notify };
        if (told.kind === "data") throw new Error("a notification that nobody expects");
      }
      if (moved) this.quietFrames = 0;
      const pause = moved ? this.pauseMicroseconds() : RETRY_US;
      if (pause > 0) yield { do: "wait", microseconds: pause };
    }
  }
}

/** Endpoints by their kinds, as drivers find them. */
function portOf(descriptors: Uint8Array): Port {
  const port = { in: 0, out: 0, notify: 0 };
  for (let at = 0; at < descriptors.length; at += Math.max(2, descriptors[at])) {
    if (descriptors[at + 1] !== 5) continue;
    const address = descriptors[at + 2];
    const bulk = (descriptors[at + 3] & 3) === 2;
    port[!bulk ? "notify" : (address & TO_HOST) !== 0 ? "in" : "out"] = address & 15;
  }
  return port;
}
