/**
 * The host's side of the protocol: a stream of commands that the board executes once each and in order, whatever the line does,
 * and reads that are asked again until they are answered.
 *
 * Commands are numbered from 1 in a session. Up to the board's window of them are under way; an answer acknowledges all up to its number.
 * After a gap, damage or silence the host goes back to the first that is not acknowledged; it waits twice as long after every silence,
 * and less again with every command that gets through, so that a slow line is not choked by repetitions. After a hang-up, or silence for too long,
 * it dials again, says HELLO in the same session, and goes on behind the last command that the board says it executed.
 * A board that answers without getting on, or answers HELLO and nothing else, ends the link: it would keep the host for ever.
 */
import { EquipoiseError, fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { pause, type Clock, type Dialer, type Transport } from "../transport/transport.js";
import { CobsDecoder, cobsEncode } from "./cobs.js";
import {
  MessageType,
  NackReason,
  STREAMED,
  messageName,
  type CommandName,
  type MessageName,
  type ReadName,
} from "./codes.js";
import { LONGEST_FRAME, PROTOCOL_VERSION, decodeFrame, encodeFrame, type Frame } from "./frame.js";
import { decodeBody, encodeBody, type Bodies, type HelloReply } from "./messages.js";
import { Headway } from "./headway.js";
import type { Command, CommandAnswer, Read } from "./under-way.js";
import type { LinkCounters, LinkOptions } from "./link-options.js";
import { isClosedPort, linkFailure, reasonOf, refusal } from "./link-errors.js";
import { complaintAboutAnswer, complaintAboutHello, nonsense } from "./judge-answers.js";

/** The wait for an answer doubles with every silence, up to this many times answerMs. */
const LONGEST_PATIENCE = 8;
/** Answers "queue full" before the host gives up: nobody reads what the board is waiting to say. */
const BUSY_LIMIT = 1000;
/** Reads are numbered from here, so that an answer can never be taken for that of a command. */
const FIRST_READ = 0x8000_0000;

export class HostLink {
  readonly counters: LinkCounters = {
    sentBytes: 0,
    receivedBytes: 0,
    resent: 0,
    damaged: 0,
    damagedAtBoard: 0,
    redials: 0,
  };
  private line: Transport | null = null;
  private ready = false;
  private failure: Error | null = null;
  private info: HelloReply | null = null;
  /** Commands not yet acknowledged, ascending. */
  private commands: Command[] = [];
  private readonly reads = new Map<number, Read>();
  private nextSequence = 1;
  private nextRead = FIRST_READ;
  private committed = 0;
  /** The last command sent since the host went back. */
  private sentTo = 0;
  private everSentTo = 0;
  private wentBackTo = 0;
  private silences = 0;
  /** The wait for an answer, in units of answerMs. */
  private patience = 1;
  private busy = 0;
  /** Frames that the board found damaged or out of order. */
  private refusedFrames = 0;
  private readonly headway: Headway;
  private stopTimer: () => void = () => {};
  private lastName = "an unknown line";
  private readonly decoder: CobsDecoder;

  /** @param mayResume judges the board's answer after a lost line; false ends the link */
  constructor(
    private readonly dial: Dialer,
    private readonly clock: Clock,
    private readonly options: LinkOptions,
    private readonly mayResume: (board: HelloReply) => boolean = () => true,
  ) {
    const { counters } = this;
    this.headway = new Headway(clock, options, () => counters.damaged + counters.redials + this.refusedFrames);
    this.decoder = new CobsDecoder(
      LONGEST_FRAME,
      (bytes) => this.receive(bytes),
      () => void this.counters.damaged++,
    );
  }

  /** Limits and state as the board last told them. */
  get board(): HelloReply {
    return this.info ?? fail("board-closed", "no board has been connected yet");
  }

  /** The last command that the board is known to have executed. */
  get acknowledged(): number {
    return this.committed;
  }

  /** Dials and says HELLO. @throws EquipoiseError `serial-open` at once, `board-unreachable`, `board-version` */
  async open(): Promise<HelloReply> {
    await this.connect();
    return this.board;
  }

  /** Asks for the board's state again; its digest is computed anew. */
  async hello(): Promise<HelloReply> {
    const info = await this.ask<HelloReply>("HELLO", {});
    const complaint = complaintAboutHello(info);
    if (complaint !== null) nonsense(this.name, complaint);
    return (this.info = info);
  }

  /** A command, executed once. Resolves when the board has executed it. @throws EquipoiseError `board-refused`, `board-lost`, `board-restarted` */
  command<Name extends CommandName>(name: Name, body: Bodies[Name]): Promise<CommandAnswer> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) return reject(this.failure);
      this.beginWaiting();
      const sequence = this.nextSequence++;
      this.commands.push({
        name,
        sequence,
        bytes: this.frame(name, sequence, encodeBody(name, body)),
        resolve,
        reject,
      });
      this.pump();
    });
  }

  read(name: "READBACK", body: Bodies["READBACK"]): Promise<Bodies["READBACK_REPLY"]>;
  read(name: "SPIKES", body: Bodies["SPIKES"]): Promise<Bodies["SPIKES_REPLY"]>;
  read(name: "TRACE", body: Bodies["TRACE"]): Promise<Bodies["TRACE_REPLY"]>;
  read(name: "COUNTERS", body: Bodies["COUNTERS"]): Promise<Bodies["COUNTERS_REPLY"]>;
  /** @throws EquipoiseError `board-answer` besides those of commands */
  async read<Name extends ReadName>(name: Name, body: Bodies[Name]): Promise<unknown> {
    const answer = await this.ask<object>(name, body);
    const complaint = complaintAboutAnswer(name, body, answer, this.board);
    return complaint === null ? answer : nonsense(this.name, complaint);
  }

  /** Of the line, for messages. */
  get name(): string {
    return this.line?.name ?? this.lastName;
  }

  /** Of the serial port under it, as its `Transport` says; undefined where there is none. */
  get lowLatency(): true | string | undefined {
    return this.line?.lowLatency;
  }

  /** How long a board may answer without getting on. */
  get stuckMs(): number {
    return this.options.stuckMs;
  }

  /** Hangs up. The board stays as it is. */
  close(): void {
    this.end(
      new EquipoiseError(
        [{ code: "board-closed", severity: "error", message: "the connection to the board was closed" }],
        ExitCode.device,
      ),
    );
  }

  private ask<Answer>(name: ReadName | "HELLO", body: object): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      if (this.failure !== null) return reject(this.failure);
      this.beginWaiting();
      const tag = this.nextRead;
      this.nextRead = tag === 0xffff_ffff ? FIRST_READ : tag + 1;
      const bytes = this.frame(name, tag, encodeBody(name, body));
      this.reads.set(tag, { name, bytes, sent: false, resolve, reject });
      this.pump();
    });
  }

  private frame(name: MessageName, sequence: number, body: Uint8Array): Uint8Array {
    return cobsEncode(encodeFrame({ type: MessageType[name], session: this.options.session, sequence, body }));
  }

  /** Sends what the window allows, and minds the time while an answer is due. */
  private pump(): void {
    if (!this.ready) return;
    const { window } = this.board;
    let reading = 0;
    for (const read of this.reads.values()) {
      if (reading + (this.sentTo - this.committed) >= window) break;
      reading++;
      if (read.sent) continue;
      read.sent = true;
      this.send(read.bytes);
    }
    for (const command of this.commands) {
      if (command.sequence <= this.sentTo) continue;
      const underWay = this.sentTo - this.committed;
      const streamed =
        STREAMED.includes(command.name) &&
        this.commands.every((c) => c.sequence > this.sentTo || STREAMED.includes(c.name));
      if (underWay > 0 && (!streamed || underWay + reading >= window)) break;
      if (command.sequence <= this.everSentTo) this.counters.resent++;
      this.sentTo = command.sequence;
      this.everSentTo = Math.max(this.everSentTo, command.sequence);
      this.send(command.bytes);
    }
    this.mindTheTime();
  }

  private mindTheTime(): void {
    this.stopTimer();
    if (this.commands.length === 0 && this.reads.size === 0) return;
    this.stopTimer = this.clock.after(this.options.answerMs * this.patience, () => this.silence());
  }

  /** Whoever has nothing to do cannot get on with it. */
  private beginWaiting(): void {
    if (!this.isWaiting) this.headway.restart();
  }

  private get isWaiting(): boolean {
    return this.commands.length + this.reads.size > 0;
  }

  private silence(): void {
    if (!this.ready) return;
    if (++this.silences > this.options.attempts) {
      this.headway.fellSilent();
      return this.line?.close();
    }
    this.patience = Math.min(2 * this.patience, LONGEST_PATIENCE);
    this.goBack(this.committed);
    for (const read of this.reads.values()) read.sent = false;
    this.wentBackTo = 0;
    this.pump();
  }

  private goBack(to: number): void {
    this.sentTo = Math.min(this.sentTo, to);
  }

  private send(bytes: Uint8Array): void {
    this.counters.sentBytes += bytes.length;
    this.line?.write(bytes);
  }

  private receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === "string") return void this.counters.damaged++;
    this.judge(frame);
    if (this.isWaiting && this.headway.lost)
      this.end(
        linkFailure(
          "board-stuck",
          this.name,
          `its last answer is ${messageName(frame.type) ?? `a message of type ${frame.type}`}`,
        ),
      );
  }

  private judge(frame: Frame): void {
    // Answers of former sessions may still be on their way. A board without a session refuses as session 0.
    const name = messageName(frame.type);
    if (name === "NACK") return this.onNack(frame);
    if (frame.version !== PROTOCOL_VERSION || frame.session !== this.options.session) return;
    this.silences = 0;
    switch (name) {
      case "ACK": {
        const body = decodeBody("ACK", frame.body);
        if (body !== null) this.acknowledge(body.committed);
        return this.pump();
      }
      case "SPIKES_REPLY": {
        const body = decodeBody("SPIKES_REPLY", frame.body);
        if (body === null) return;
        if (frame.sequence < FIRST_READ) this.answerStep(frame.sequence, body);
        else this.answerRead(frame.sequence, "SPIKES", body);
        return this.pump();
      }
      case "HELLO_REPLY":
        this.answerRead(frame.sequence, "HELLO", decodeBody("HELLO_REPLY", frame.body));
        break;
      case "READBACK_REPLY":
        this.answerRead(frame.sequence, "READBACK", decodeBody("READBACK_REPLY", frame.body));
        break;
      case "TRACE_REPLY":
        this.answerRead(frame.sequence, "TRACE", decodeBody("TRACE_REPLY", frame.body));
        break;
      case "COUNTERS_REPLY":
        this.answerRead(frame.sequence, "COUNTERS", decodeBody("COUNTERS_REPLY", frame.body));
        break;
      default:
        return;
    }
    this.pump();
  }

  /** All commands up to `committed` have been executed; a STEP still waits for its spikes. */
  private acknowledge(committed: number): void {
    if (committed <= this.committed || committed > this.everSentTo) return;
    while (this.commands.length > 0 && this.commands[0].sequence <= committed && this.commands[0].name !== "STEP")
      this.commands.shift()!.resolve(null);
    const reached = this.commands.length > 0 ? Math.min(committed, this.commands[0].sequence - 1) : committed;
    if (reached <= this.committed) return;
    this.committed = reached;
    // That a board answers HELLO does not show that it answers anything else.
    if (this.ready) this.headway.made();
    this.sentTo = Math.max(this.sentTo, reached);
    this.wentBackTo = 0;
    this.busy = 0;
    this.patience = Math.max(1, this.patience / 2);
  }

  private answerStep(sequence: number, body: Bodies["SPIKES_REPLY"]): void {
    this.acknowledge(sequence - 1);
    const first = this.commands[0];
    if (first === undefined || first.sequence !== sequence || first.name !== "STEP") return;
    this.commands.shift();
    this.committed = sequence;
    this.headway.made();
    this.sentTo = Math.max(this.sentTo, sequence);
    first.resolve(body);
  }

  private answerRead(tag: number, name: Read["name"], body: object | null): void {
    const read = this.reads.get(tag);
    if (read === undefined || read.name !== name || body === null) return;
    this.reads.delete(tag);
    if (this.ready) this.headway.made();
    read.resolve(body as never);
  }

  private onNack(frame: Frame): void {
    const body = decodeBody("NACK", frame.body);
    if (body === null) return;
    const { reason, detail, expected } = body;
    if (reason === NackReason.VERSION) return this.end(linkFailure("board-version", this.line?.name ?? "", detail));
    if (reason === NackReason.SESSION) {
      // The board was restarted, or somebody else took it over: HELLO tells which.
      if (this.ready) this.line?.close();
      return;
    }
    const read = this.reads.get(frame.sequence);
    // A board without a session refuses as session 0.
    const ours = frame.session === this.options.session || (frame.session === 0 && read?.name === "HELLO");
    if (!ours) return;
    this.silences = 0;
    this.acknowledge(expected - 1);
    if (reason === NackReason.DAMAGED || reason === NackReason.SEQUENCE) {
      this.refusedFrames++;
      if (reason === NackReason.DAMAGED) this.counters.damagedAtBoard++;
      // One damaged frame makes a NACK of every frame behind it: go back once.
      if (this.wentBackTo === expected) return;
      this.wentBackTo = expected;
      this.goBack(expected - 1);
      return this.pump();
    }
    if (read?.name === "HELLO") return this.end(refusal("HELLO", body));
    if (read !== undefined) {
      this.reads.delete(frame.sequence);
      read.reject(refusal(read.name, body));
      return this.pump();
    }
    const first = this.commands[0];
    if (first === undefined || first.sequence !== frame.sequence || frame.sequence !== expected) return;
    if (reason === NackReason.BUSY && ++this.busy < BUSY_LIMIT && !this.headway.lost) {
      this.goBack(this.committed);
      this.stopTimer();
      this.stopTimer = this.clock.after(this.options.answerMs / 10, () => this.pump());
      return;
    }
    // A refused number must not come to mean another command: copies of the refused one may still be on their way.
    this.end(refusal(first.name, body));
  }

  private attach(line: Transport): void {
    // Nobody else knows a line for which a link has dialled that was closed meanwhile.
    if (this.failure !== null) return line.close();
    this.line = line;
    this.lastName = line.name;
    if (this.info !== null) this.headway.restart();
    this.decoder.reset();
    line.onData((bytes) => {
      if (this.line !== line) return;
      this.counters.receivedBytes += bytes.length;
      this.decoder.push(bytes);
    });
    line.onClose(() => {
      if (this.line !== line) return;
      this.line = null;
      if (this.ready) void this.reconnect();
    });
  }

  private async reconnect(): Promise<void> {
    this.ready = false;
    this.stopTimer();
    this.counters.redials++;
    await pause(this.clock, this.options.redialMs);
    await this.connect().catch(() => {
      // connect() has already ended the link, and whoever waits has been told.
    });
  }

  /** Dials until a board answers HELLO; then goes on behind what it has executed. */
  private async connect(): Promise<void> {
    let lastReason = "nothing answered";
    if (this.info === null) this.headway.restart();
    for (let k = 0; k < this.options.dials && this.failure === null; k++) {
      if (k > 0) await pause(this.clock, this.options.redialMs);
      let line: Transport;
      try {
        line = await this.dial();
      } catch (error) {
        if (this.info === null && isClosedPort(error)) this.end(error);
        lastReason = reasonOf(error);
        continue;
      }
      this.attach(line);
      const info = await this.greet();
      if (this.failure !== null) break;
      if (info === null || this.line !== line) {
        if (this.line === line) this.line = null;
        line.close();
        lastReason = `${line.name} ${info === null ? "did not answer" : "hung up as soon as it had answered"}`;
        continue;
      }
      this.adopt(info);
      break;
    }
    if (this.failure === null && !this.ready)
      this.end(linkFailure(this.info === null ? "board-unreachable" : "board-lost", lastReason, this.options.dials));
    if (this.failure !== null) throw this.failure;
  }

  private async greet(): Promise<HelloReply | null> {
    const tag = this.nextRead++;
    return new Promise<HelloReply | null>((resolve) => {
      const bytes = this.frame("HELLO", tag, new Uint8Array());
      let left = this.options.attempts;
      let wait = this.options.answerMs;
      const finish = (info: HelloReply | null) => {
        this.reads.delete(tag);
        resolve(info);
      };
      const say = () => {
        if (!this.reads.has(tag)) return;
        if (left-- === 0 || this.line === null || this.failure !== null) return finish(null);
        this.send(bytes);
        this.clock.after(wait, say);
        wait = Math.min(2 * wait, LONGEST_PATIENCE * this.options.answerMs);
      };
      this.reads.set(tag, { name: "HELLO", bytes, sent: true, resolve: finish, reject: () => finish(null) });
      say();
    });
  }

  private adopt(info: HelloReply): void {
    const complaint = complaintAboutHello(info);
    if (complaint !== null) return this.end(caught(() => nonsense(this.name, complaint)));
    const forgotten = info.committed < this.committed;
    const resuming = this.info !== null;
    this.info = info;
    if (forgotten || (resuming && !this.mayResume(info)))
      return this.end(linkFailure("board-restarted", this.line?.name ?? "", info.committed));
    if (resuming && this.headway.greetedInVain())
      return this.end(linkFailure("board-stuck", this.name, "it answers HELLO, and nothing else"));
    this.headway.restart();
    this.acknowledge(info.committed);
    this.goBack(this.committed);
    this.wentBackTo = 0;
    this.silences = 0;
    for (const read of this.reads.values()) read.sent = false;
    this.ready = true;
    this.pump();
  }

  /** The one end of a link: everybody who waits gets the same error. */
  private end(error: Error): void {
    if (this.failure !== null) return;
    this.failure = error;
    this.ready = false;
    this.stopTimer();
    const line = this.line;
    this.line = null;
    line?.close();
    const waiting = [...this.commands, ...this.reads.values()];
    this.commands = [];
    this.reads.clear();
    for (const { reject } of waiting) reject(error);
  }
}

function caught(thrower: () => never): Error {
  try {
    return thrower();
  } catch (error) {
    return error as Error;
  }
}
