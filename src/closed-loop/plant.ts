/**
 * What a network controls: a body, a vehicle, a cursor. It is told what the network's neurons did and says what its sensors send.
 * A plant may be real: then `act` drives it and `sense` reads it.
 */
export interface Sensed {
  readonly step: number;
  /** A stimulus of the type `host`. */
  readonly source: string;
  /** 0 … size-1 of the source. */
  readonly id: number;
  /** Spikes at once. */
  readonly count: number;
}

/** A spike of the network. */
export interface Acted {
  readonly step: number;
  readonly population: string;
  /** 0 … size-1 of the population. */
  readonly id: number;
}

export interface Plant {
  /** What its sensors send in steps from … to-1, from what it knows before step `from`. */
  sense(from: number, to: number): readonly Sensed[];
  /** What the network did in these steps; afterwards the plant has gone on to step `to`. */
  act(from: number, to: number, spikes: readonly Acted[]): void;
  /** What is worth a look, by name; the same names every time. */
  readonly state: Readonly<Record<string, number>>;
  /** A sentence about how it went, when it is over; absent: none. */
  summary?(): { readonly text: string; readonly figures: Readonly<Record<string, number>> };
}

/** What a plant may know of the network. */
export interface PlantSetup {
  /** ms */
  readonly dt: number;
  readonly seed: number;
  readonly populations: readonly { readonly name: string; readonly first: number; readonly size: number }[];
  /** Sources of the type `host`. */
  readonly sources: readonly { readonly name: string; readonly first: number; readonly size: number }[];
}

/** The default export of a module that `equipoise loop --plant FILE` loads. */
export type PlantFactory = (setup: PlantSetup) => Plant;
