/** How patient the host is with a line, and what it counts on it. */
export interface LinkOptions {
  /** Names this conversation; not 0, and new for every one. */
  readonly session: number;
  /** Silence after which the host asks again. */
  readonly answerMs: number;
  /** How often it asks into silence before it dials again. */
  readonly attempts: number;
  /** How often it dials without an answer before it gives up. */
  readonly dials: number;
  /** Pause before it dials again. */
  readonly redialMs: number;
  /** How long a board may answer without getting on with what it was told. */
  readonly stuckMs: number;
}

export const DEFAULT_LINK: Omit<LinkOptions, "session"> = {
  answerMs: 250,
  attempts: 6,
  dials: 8,
  redialMs: 500,
  stuckMs: 8000,
};

/** What happened on the line; for `loopback`, tests and reports. */
export interface LinkCounters {
  sentBytes: number;
  receivedBytes: number;
  resent: number;
  /** Frames that were damaged when they came here. */
  damaged: number;
  /** Frames that the board found damaged, as far as it could say so. */
  damagedAtBoard: number;
  redials: number;
}
