/**
 * Whether a board gets on with what it was told. One that answers without doing it (acknowledgements of nothing new, refusals without a reason
 * that can be mended, HELLO and then silence) would keep the host for ever, since it never falls silent for long.
 */
import type { Clock } from "../transport/transport.js";

export interface HeadwayLimits {
  /** How long a board may answer without getting on. */
  readonly stuckMs: number;
  /** How often it may be greeted anew without getting on in between. */
  readonly dials: number;
}

/** So often a board may answer HELLO and then nothing. */
const SILENT_ROUNDS = 2;
/** A bad line explains much: where something was damaged on it, the board is given this many times as long. */
const BAD_LINE_PATIENCE = 8;

export class Headway {
  private since = 0;
  private damageThen = 0;
  private greetings = 0;
  private silentRounds = 0;

  /** @param damage everything that was damaged on the line, so far */
  constructor(
    private readonly clock: Clock,
    private readonly limits: HeadwayLimits,
    private readonly damage: () => number,
  ) {}

  /** The board did something that it was told. */
  made(): void {
    this.restart();
    this.damageThen = this.damage();
    this.greetings = 0;
    this.silentRounds = 0;
  }

  /** It is told something, after it had nothing to do, or on a new line. */
  restart(): void {
    this.since = this.clock.now;
  }

  fellSilent(): void {
    this.silentRounds++;
  }

  /** It answered HELLO again. @returns whether that happened too often */
  greetedInVain(): boolean {
    return this.silentRounds >= SILENT_ROUNDS || ++this.greetings > this.limits.dials;
  }

  /** Whether it has been without headway for too long. */
  get lost(): boolean {
    const patience = this.damage() > this.damageThen ? BAD_LINE_PATIENCE : 1;
    return this.clock.now - this.since > patience * this.limits.stuckMs;
  }
}
