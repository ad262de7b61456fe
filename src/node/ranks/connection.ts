/** One connection between two ranks: frames, messages, and whether the other side is still there. */
import type { Socket } from "node:net";
import { FrameKind, FrameReader, frameHeader, LARGEST_FRAME } from "./frames.js";
import { packMessage, unpackMessage } from "./message-codec.js";

export interface ConnectionListener {
  /** Spikes of a block, as `sendBlock` was given them. */
  block(words: Uint32Array): void;
  message(message: unknown): void;
  /** Once: nothing more will come. @param why a clause, e.g. "its connection closed" */
  lost(why: string): void;
}

/** Signs of life in the time after which a silent side counts as lost. */
const BEATS = 5;

export class Connection {
  /** Of all frames sent. */
  bytesSent = 0;
  private readonly reader = new FrameReader((kind, payload) => this.take(kind, payload));
  private readonly hellos: Buffer[] = [];
  private arrays: Buffer[] = [];
  private waiting: { resolve: (hello: Buffer) => void; reject: (error: Error) => void } | null = null;
  private listener: ConnectionListener | null = null;
  /** What came before anybody listened. */
  private readonly early: ((listener: ConnectionListener) => void)[] = [];
  private gone: string | null = null;
  private heard = 0;
  private ended = false;
  private watched = false;
  private pulse: NodeJS.Timeout | null = null;

  constructor(private readonly socket: Socket) {
    let tell: (error: Error) => void = () => {};
    this.whenLost = new Promise((_, reject) => (tell = reject));
    this.whenLost.catch(() => {});
    this.tellLost = tell;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 10_000);
    socket.on("data", (chunk) => {
      this.heard = performance.now();
      try {
        this.reader.push(chunk);
      } catch (error) {
        this.lose(`it sent what is no frame (${(error as Error).message})`);
      }
    });
    socket.on("error", (error: NodeJS.ErrnoException) =>
      this.lose(`its connection failed (${error.code ?? error.message})`),
    );
    socket.on("close", () => this.lose("its connection closed"));
  }

  /** Address and port of the other side. */
  get peer(): string {
    return `${this.socket.remoteAddress ?? "?"}:${this.socket.remotePort ?? "?"}`;
  }

  /** Rejects when the connection has ended. */
  readonly whenLost: Promise<never>;
  private readonly tellLost: (error: Error) => void;

  get localAddress(): string {
    return this.socket.localAddress ?? "127.0.0.1";
  }

  get remoteAddress(): string {
    return this.socket.remoteAddress ?? "127.0.0.1";
  }

  sendHello(hello: object): void {
    this.send(FrameKind.hello, Buffer.from(JSON.stringify(hello)));
  }

  /** The next greeting. @throws Error where the connection ends first, or after `timeout` ms */
  async nextHello(timeout: number): Promise<unknown> {
    const next = this.hellos.shift();
    const frame =
      next ??
      (await new Promise<Buffer>((resolve, reject) => {
        if (this.gone !== null) return reject(new Error(this.gone));
        let last: NodeJS.Immediate | undefined;
        const timer = setTimeout(() => {
          // A process that was itself held up has not yet read what came meanwhile: it is read before what is due immediately.
          last = setImmediate(() => this.waiting?.reject(new Error(`it said nothing for ${timeout / 1000} s`)));
        }, timeout);
        const settled =
          <T>(settle: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer);
            clearImmediate(last);
            this.waiting = null;
            settle(value);
          };
        this.waiting = { resolve: settled(resolve), reject: settled(reject) };
      }));
    return JSON.parse(frame.toString()) as unknown;
  }

  /** The other side has shown that it knows the token: its frames may have any length. */
  trust(): void {
    this.reader.most = LARGEST_FRAME;
  }

  /** The other side is known: everything it sends is taken, and it is told that this one lives. @param timeout ms, of `watch` */
  listen(listener: ConnectionListener, timeout: number): void {
    this.trust();
    this.listener = listener;
    this.beat(timeout);
    for (const tell of this.early.splice(0)) tell(listener);
    if (this.gone !== null && !this.ended) listener.lost(this.gone);
  }

  /** From now on the other side counts as lost when it was silent for the timeout. */
  watch(): void {
    this.heard = performance.now();
    this.watched = true;
  }

  private beat(timeout: number): void {
    if (this.gone !== null) return;
    let last = performance.now();
    this.pulse = setInterval(() => {
      const now = performance.now();
      // A process that was itself held up has not yet read what came meanwhile.
      if (now - last > timeout / 2) this.heard = now;
      last = now;
      if (this.watched && now - this.heard > timeout) this.lose(`it gave no sign of life for ${timeout / 1000} s`);
      else this.send(FrameKind.beat);
    }, timeout / BEATS);
  }

  sendBlock(words: Uint32Array): void {
    this.send(FrameKind.block, Buffer.from(words.buffer, words.byteOffset, words.byteLength));
  }

  /** @throws RangeError for an array of 4 GB or more */
  sendMessage(message: unknown): void {
    const { skeleton, arrays } = packMessage(message);
    this.socket.cork();
    for (const { buffer, byteOffset, byteLength } of arrays) {
      const shared = buffer instanceof SharedArrayBuffer;
      this.send(
        shared ? FrameKind.sharedArray : FrameKind.array,
        Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength),
      );
    }
    this.send(FrameKind.message, Buffer.from(skeleton.buffer, skeleton.byteOffset, skeleton.byteLength));
    this.socket.uncork();
  }

  /** Ends the connection when all is sent. The listener is told nothing. */
  end(): void {
    this.ended = true;
    this.stop();
    this.socket.end();
    setTimeout(() => this.socket.destroy(), 2000).unref();
  }

  private send(kind: number, payload?: Uint8Array): void {
    if (this.gone !== null || this.ended) return;
    const header = frameHeader(kind, payload?.length ?? 0);
    this.bytesSent += header.length + (payload?.length ?? 0);
    if (payload === undefined || payload.length === 0) return void this.socket.write(header);
    this.socket.cork();
    this.socket.write(header);
    this.socket.write(payload);
    this.socket.uncork();
  }

  private take(kind: number, payload: Buffer): void {
    switch (kind) {
      case FrameKind.hello:
        if (this.waiting === null) this.hellos.push(payload);
        else this.waiting.resolve(payload);
        return;
      case FrameKind.beat:
        return;
      case FrameKind.array:
      case FrameKind.sharedArray:
        return void this.arrays.push(payload);
      case FrameKind.block: {
        const words = new Uint32Array(payload.buffer, payload.byteOffset, payload.byteLength >>> 2);
        return this.tell((listener) => listener.block(words));
      }
      case FrameKind.message: {
        const message = unpackMessage(payload, this.arrays);
        this.arrays = [];
        return this.tell((listener) => listener.message(message));
      }
      default:
        this.lose(`it sent a frame of kind ${kind}, which there is not`);
    }
  }

  private tell(what: (listener: ConnectionListener) => void): void {
    if (this.listener === null) this.early.push(what);
    else what(this.listener);
  }

  private lose(why: string): void {
    if (this.gone !== null) return;
    this.gone = why;
    this.stop();
    this.socket.destroy();
    this.waiting?.reject(new Error(why));
    this.tellLost(new Error(why));
    if (!this.ended) this.listener?.lost(why);
  }

  private stop(): void {
    if (this.pulse !== null) clearInterval(this.pulse);
    this.pulse = null;
  }
}
