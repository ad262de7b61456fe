/**
 * The board's side of the protocol, in the order in which a frame is judged (docs/wire-protocol.md, "The board"):
 * damage → version → type → session → sequence → layout → state → range → execution.
 * The C firmware and the Verilog core are the same machine; vectors and fault tests hold for all three.
 */
import { crc32 } from "../../src/numerics/crc32.js";
import type { Clock, Transport } from "../transport/transport.js";
import { CobsDecoder, cobsEncode } from "./cobs.js";
import {
  BoardState,
  COMMANDS,
  MessageType,
  NackReason,
  READS,
  messageName,
  type CommandName,
  type MessageName,
  type ReadName,
} from "./codes.js";
import { LONGEST_FRAME, PROTOCOL_VERSION, decodeFrame, encodeFrame, type Frame } from "./frame.js";
import { decodeBody, encodeBody, type Bodies, type HelloReply } from "./messages.js";
import { InjectionQueue } from "./injection-queue.js";
import { bytesToWords, spikeWords, wordsToBytes } from "./spike-words.js";

/** What a board can do; it says so itself in its answer to HELLO. */
export type BoardLimits = Omit<HelloReply, "state" | "committed" | "digest" | "step">;

/** The machine behind the protocol. */
export interface BoardCore {
  readonly limits: BoardLimits;
  /** The image space. Running may change it. */
  readonly image: Uint8Array;
  /** Takes its state from the image; the next step is 0. */
  start(): void;
  /** Executes one step. @param injected ids, repeated as often as they spike @returns ids that fired, ascending */
  execute(step: number, injected: readonly number[]): readonly number[];
  /** traceWords words a neuron. */
  trace(first: number, count: number): Int32Array;
  counters(): Uint32Array;
  /** Over every state word of every step since the start: docs/wire-protocol.md, "The sum of states". */
  stateSum(): number;
}

/** What a receiver lost, since power-up. */
export interface LineErrors {
  /** Bytes whose stop bit was wrong. */
  readonly framingErrors: number;
  /** Bytes for which its buffer had no room. */
  readonly overruns: number;
}

/** Steps that a running board executes between two looks at its line. */
const STEPS_A_TURN = 8;
const TURN_MS = 1;

const isCommand = (name: MessageName): name is CommandName => (COMMANDS as readonly string[]).includes(name);
const isRead = (name: MessageName): name is ReadName => (READS as readonly string[]).includes(name);

class Refusal extends Error {
  constructor(
    readonly reason: number,
    readonly detail: number,
  ) {
    super(`refused: reason ${reason}, detail ${detail}`);
  }
}

export class BoardEndpoint {
  state: number = BoardState.IDLE;
  step = 0;
  lineErrors: LineErrors = { framingErrors: 0, overruns: 0 };
  private session = 0;
  private committed = 0;
  private armedDigest = 0;
  private until = 0;
  private periodMs = 0;
  /** Sequence number of a STEP that still has to be answered; 0: none. */
  private stepToAnswer = 0;
  /** Words [tail, head) of the log are kept; those behind do not fit yet and hold the machine. */
  private log: number[] = [];
  private tail = 0;
  private waiting: number[] = [];
  private readonly queue: InjectionQueue;
  private line: Transport | null = null;
  private readonly decoder: CobsDecoder;

  constructor(
    private readonly core: BoardCore,
    private readonly clock: Clock,
  ) {
    this.queue = new InjectionQueue(core.limits.injectWords);
    this.decoder = new CobsDecoder(
      LONGEST_FRAME,
      (bytes) => this.receive(bytes),
      () => this.nack(0, NackReason.DAMAGED, 0),
    );
  }

  /** Listens to a line; a former one is forgotten. Nothing else of the board changes: a cable was put in. */
  attach(line: Transport): void {
    this.line = line;
    this.decoder.reset();
    line.onData((bytes) => void (this.line === line && this.decoder.push(bytes)));
    line.onClose(() => void (this.line === line && (this.line = null)));
  }

  /** Power lost and back: everything in memory is gone. */
  powerCycle(): void {
    this.session = 0;
    this.committed = 0;
    this.erase();
    this.state = BoardState.IDLE;
    this.decoder.reset();
  }

  private receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === "string") return this.nack(0, NackReason.DAMAGED, 0);
    try {
      this.judge(frame);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      this.nack(frame.sequence, fault.reason, fault.detail);
    }
  }

  private judge(frame: Frame): void {
    if (frame.version !== PROTOCOL_VERSION) refuse("VERSION", PROTOCOL_VERSION);
    const name = messageName(frame.type);
    if (name === "HELLO") return this.hello(frame);
    if (name === undefined || !(isCommand(name) || isRead(name))) return refuse("TYPE", frame.type);
    if (frame.session !== this.session || this.session === 0) refuse("SESSION", this.session);
    if (isRead(name)) return this.read(name, frame);
    // Sequence numbers never wrap: a session ends long before 2^32 commands.
    if (frame.sequence > this.committed + 1) refuse("SEQUENCE", 0);
    if (frame.sequence <= this.committed) return this.repeat(name, frame.sequence);
    const answerLater = this.execute(name, frame);
    this.committed = frame.sequence;
    if (!answerLater) this.ack();
  }

  private hello(frame: Frame): void {
    if (frame.session === 0) refuse("SESSION", this.session);
    decodedBody("HELLO", frame.body);
    if (frame.session !== this.session) {
      this.session = frame.session;
      this.committed = 0;
      this.stepToAnswer = 0;
      this.state = BoardState.IDLE;
    }
    const digest = this.state >= BoardState.ARMED ? this.armedDigest : crc32(this.core.image);
    this.reply("HELLO_REPLY", frame.sequence, {
      ...this.core.limits,
      state: this.state,
      committed: this.committed,
      digest,
      step: this.step,
    });
  }

  /** A command that has been executed is answered again, never executed again. */
  private repeat(name: CommandName, sequence: number): void {
    const done = this.state === BoardState.ARMED || (this.state === BoardState.RUNNING && this.waiting.length > 0);
    if (name !== "STEP" || !done) return this.ack();
    this.stepToAnswer = 0;
    this.spikesReply(sequence, this.tail);
  }

  /** @returns true where the answer comes later */
  private execute(name: CommandName, { body, sequence }: Frame): boolean {
    switch (name) {
      case "ERASE":
        decodedBody("ERASE", body);
        this.erase();
        this.state = BoardState.LOADING;
        return false;
      case "WRITE": {
        const { address, data } = decodedBody("WRITE", body);
        this.inState(BoardState.LOADING);
        this.inImage(address, data.length);
        this.core.image.set(data, address);
        return false;
      }
      case "ARM": {
        const { digest } = decodedBody("ARM", body);
        this.inState(BoardState.LOADING);
        const own = crc32(this.core.image);
        if (own !== digest) refuse("DIGEST", own);
        this.armedDigest = own;
        this.core.start();
        this.state = BoardState.ARMED;
        return false;
      }
      case "RUN": {
        const { until, periodUs } = decodedBody("RUN", body);
        this.inState(BoardState.ARMED);
        this.begin(until, periodUs / 1000);
        return false;
      }
      case "STEP": {
        const { until, from } = decodedBody("STEP", body);
        this.inState(BoardState.ARMED);
        this.release(from);
        this.stepToAnswer = sequence;
        this.begin(until, 0);
        if (this.state === BoardState.ARMED) this.answerStep();
        return true;
      }
      case "INJECT": {
        const { step, data } = decodedBody("INJECT", body);
        this.inState(BoardState.ARMED, BoardState.RUNNING);
        if (step < this.step) refuse("LATE", this.step);
        const words = bytesToWords(data);
        if (!this.queue.admits(words, this.core.limits.sources)) refuse("RANGE", this.core.limits.sources);
        if (!this.queue.push(words)) refuse("BUSY", this.queue.room);
        return false;
      }
      case "STOP":
        decodedBody("STOP", body);
        this.state = BoardState.IDLE;
        this.stepToAnswer = 0;
        return false;
    }
  }

  private read(name: ReadName, { body, sequence }: Frame): void {
    const { limits, image } = this.core;
    switch (name) {
      case "READBACK": {
        const { address, length } = decodedBody("READBACK", body);
        this.inState(BoardState.IDLE, BoardState.LOADING, BoardState.ARMED);
        if (length < 1 || length > limits.maxData) refuse("RANGE", limits.maxData);
        this.inImage(address, length);
        return this.reply("READBACK_REPLY", sequence, { address, data: image.subarray(address, address + length) });
      }
      case "SPIKES": {
        const { from } = decodedBody("SPIKES", body);
        this.release(from);
        return this.spikesReply(sequence, from);
      }
      case "TRACE": {
        const { first, count } = decodedBody("TRACE", body);
        this.inState(BoardState.IDLE, BoardState.LOADING, BoardState.ARMED);
        if (count < 1 || count * limits.traceWords * 4 > limits.maxData || first + count > limits.neurons)
          refuse("RANGE", limits.neurons);
        return this.reply("TRACE_REPLY", sequence, {
          step: this.step,
          first,
          data: littleEndian(this.core.trace(first, count)),
        });
      }
      case "COUNTERS":
        decodedBody("COUNTERS", body);
        return this.reply("COUNTERS_REPLY", sequence, {
          step: this.step,
          stateSum: this.core.stateSum(),
          ...this.lineErrors,
          data: littleEndian(this.core.counters()),
        });
    }
  }

  private erase(): void {
    this.core.image.fill(0);
    this.step = 0;
    this.until = 0;
    this.stepToAnswer = 0;
    this.log = [];
    this.tail = 0;
    this.waiting = [];
    this.queue.clear();
  }

  private get head(): number {
    return this.tail + this.log.length;
  }

  private begin(until: number, periodMs: number): void {
    if (until <= this.step) return;
    this.until = until;
    this.periodMs = periodMs;
    this.state = BoardState.RUNNING;
    this.clock.after(TURN_MS, () => this.turn());
  }

  private turn(): void {
    if (this.state !== BoardState.RUNNING) return;
    for (let k = 0; k < STEPS_A_TURN && this.step < this.until; k++) {
      if (!this.drain()) break;
      const fired = this.core.execute(this.step, this.queue.take(this.step));
      this.waiting = [...spikeWords(this.step, fired)];
      this.step++;
      if (this.periodMs > 0) break;
    }
    const drained = this.drain();
    if (drained && this.step >= this.until) this.state = BoardState.ARMED;
    else this.clock.after(Math.max(TURN_MS, this.periodMs), () => this.turn());
    if (!drained || this.state === BoardState.ARMED) this.answerStep();
  }

  /** Moves waiting words into the log. @returns true when none is left */
  private drain(): boolean {
    while (this.waiting.length > 0 && this.log.length < this.core.limits.logWords) this.log.push(this.waiting.shift()!);
    return this.waiting.length === 0;
  }

  /** A STEP is answered once it is done, or once the log is full and the host must read on. */
  private answerStep(): void {
    if (this.stepToAnswer === 0) return;
    this.spikesReply(this.stepToAnswer, this.tail);
    this.stepToAnswer = 0;
  }

  private release(from: number): void {
    if (from < this.tail || from > this.head) refuse("RANGE", this.tail);
    this.log.splice(0, from - this.tail);
    this.tail = from;
  }

  private spikesReply(sequence: number, from: number): void {
    const words = this.log.slice(from - this.tail, from - this.tail + (this.core.limits.maxData >>> 1));
    // A step counts as executed once all its words are in the log.
    const step = this.waiting.length > 0 ? this.step - 1 : this.step;
    this.reply("SPIKES_REPLY", sequence, { from, head: this.head, step, data: wordsToBytes(words) });
  }

  private inState(...states: number[]): void {
    if (!states.includes(this.state)) refuse("STATE", this.state);
  }

  private inImage(address: number, length: number): void {
    if (address + length > this.core.image.length) refuse("RANGE", this.core.image.length);
  }

  private ack(): void {
    this.reply("ACK", this.committed, { committed: this.committed, state: this.state });
  }

  private nack(sequence: number, reason: number, detail: number): void {
    this.reply("NACK", sequence, { expected: this.committed + 1, reason, detail });
  }

  private reply<Name extends MessageName>(name: Name, sequence: number, body: Bodies[Name]): void {
    this.line?.write(
      cobsEncode(
        encodeFrame({ type: MessageType[name], session: this.session, sequence, body: encodeBody(name, body) }),
      ),
    );
  }
}

function refuse(reason: keyof typeof NackReason, detail: number): never {
  throw new Refusal(NackReason[reason], detail);
}

function decodedBody<Name extends MessageName>(name: Name, bytes: Uint8Array): Bodies[Name] {
  return decodeBody(name, bytes) ?? refuse("LAYOUT", 0);
}

function littleEndian(words: Int32Array | Uint32Array): Uint8Array {
  const bytes = new Uint8Array(4 * words.length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, k) => view.setInt32(4 * k, word, true));
  return bytes;
}
