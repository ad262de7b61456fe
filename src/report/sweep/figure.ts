/** What a figure over swept values shows: curves of theory, and what was measured on each side. */

export interface Axis {
  readonly label: string;
  readonly log?: boolean;
  /** Where values have no place of their own on a line: the names of 0, 1, 2, … */
  readonly names?: readonly string[];
}

export interface FigureCurve {
  readonly label: string;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Drawn in the colour of that side; theory otherwise. */
  readonly side?: string;
}

/** Means over seeds with their 90 % intervals. */
export interface FigurePoints {
  readonly label: string;
  readonly side: string;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

export interface Figure {
  readonly title: string;
  /** What one sees, in a sentence or two. */
  readonly caption: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly FigureCurve[];
  readonly points: readonly FigurePoints[];
}
