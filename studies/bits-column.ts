/** What the study of bits measures: a column of its map, and what a target's own rule leaves. */
import type { SweepRow } from "../src/sweep/sweep.js";
import type { Mode } from "./bits-theory.js";

/** One column of a map: a network of one K, on one target with one rounding, from the finest grid to the coarsest. */
export interface Column {
  readonly target: string;
  readonly family: "loihi" | "spinnaker";
  readonly mode: Mode;
  readonly spread: number;
  readonly K: number;
  /** Bits of the mantissa, or left shifts. */
  readonly levels: readonly number[];
  readonly rows: readonly SweepRow[];
  /** What theory expects of the integers. */
  readonly predicted: readonly ("survives" | "drifts" | "breaks")[];
  /** Closed form: the level at the boundary, a real number. */
  readonly closedForm: number;
}

/** What the target's own rule leaves for the mean weight where nothing is asked of it. */
export interface OwnResolution {
  readonly target: string;
  readonly K: number;
  readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] };
}
