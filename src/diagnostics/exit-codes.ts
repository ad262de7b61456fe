/** Process exit codes: the one place where they are defined (docs/verdict.md prints this table). */
export const ExitCode = {
  /** Done; for `verify`: the balance survives. */
  ok: 0,
  /** Bad input or usage. */
  badInput: 1,
  /** Verdict: balanced, but some metric is outside its margin. */
  drifts: 2,
  /** Verdict: no longer balanced. */
  breaks: 3,
  /** Verdict: too few spikes or seeds to decide, or a network that was not balanced to begin with. */
  inconclusive: 4,
  /** The network does not fit the target. */
  doesNotFit: 5,
  /** A device or the link to it failed. */
  device: 6,
  /** A fault of equipoise itself. */
  internal: 70,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
