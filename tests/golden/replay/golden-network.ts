/** A network of a golden vector in integers, and the recordings that it must reproduce. */
import type { IntegerNetwork } from "../../../compiler/loihi/integer-network.js";
import type { InjectedSpike } from "../../../src/program/execution-target.js";
import type { LoihiProfile, LoihiTarget } from "../../../src/targets/loihi/target.js";

export interface ExpectedPopulation {
  readonly name: string;
  readonly first: number;
  readonly size: number;
  /** Neurons that fired, local ids, by row; absent: not recorded. */
  readonly spikes?: ReadonlyMap<number, readonly number[]>;
  readonly spikeCount?: number;
  /** u and v of some local neurons in a row. */
  readonly rows: ReadonlyMap<number, readonly ExpectedRow[]>;
  /** FNV-1a-32 of all u, then all v, by row. */
  readonly hashes?: readonly number[];
}

export interface ExpectedRow {
  readonly neurons: readonly number[];
  readonly u: readonly number[];
  readonly v: readonly number[];
}

export interface GoldenNetwork {
  readonly integers: IntegerNetwork;
  readonly profile: LoihiProfile;
  /** The chip with the register widths that the vector assumes. */
  readonly target: LoihiTarget;
  /** Payloads of graded inputs. */
  readonly injected: readonly InjectedSpike[];
  readonly expected: readonly ExpectedPopulation[];
}
