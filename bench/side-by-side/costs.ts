/** What one process of one simulator cost, as every one of them prints it in its last line. */
export interface Costs {
  /** Seconds from an empty process to the first step: drawing, compiling, connecting. Starting the process itself is not in it. */
  readonly build: number;
  /** Seconds of the steps. */
  readonly simulate: number;
  /** Peak resident memory of the process. */
  readonly peakBytes: number;
  /** Synapses between neurons. */
  readonly synapses: number;
}

const FIELDS = ["build", "simulate", "peakBytes", "synapses"] as const;

/** Reads the last line. @throws Error where it is not that */
export function readCosts(output: string, who: string): Costs {
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  let found: Partial<Costs>;
  try {
    found = JSON.parse(last) as Partial<Costs>;
  } catch {
    throw new Error(`${who} printed no costs but: ${last.slice(0, 200)}`);
  }
  if (!FIELDS.every((field) => Number.isFinite(found[field])))
    throw new Error(`${who} printed costs without all of ${FIELDS.join(", ")}`);
  return found as Costs;
}
