/** What is tried of one field: a network that uses it, the value it is lowered to, and what must come of it. */
import type { Network } from "../../src/network/types.js";

export interface LimitCase<Result> {
  readonly network: Network;
  /** Numbers of the first target; the target's own unless told: only where a small network cannot fill what the chip has. */
  readonly first?: Readonly<Record<string, number>>;
  /** The field's value in the second target: less than the network uses, or more where the chip would need more. */
  readonly second: number | readonly number[];
  /** What the compiler makes of it; a result that is no refusal must satisfy it. */
  readonly binds: Refusal | ((before: Result, after: Result) => boolean);
  /** Why no checker can see it; absent: a checker refuses the first result under the second target. */
  readonly unchecked?: string;
}

/** The code of an error. */
export type Refusal = string;
