/**
 * What a network controls: a body, a vehicle, a cursor. It is told what the network's neurons did and says what its sensors send.
 * A plant may be real: then `act` drives it and `sense` reads it. What it has to wait for it gives as a promise.
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

/** How it went: a sentence, and the figures in it by name. */
export interface PlantSummary {
  readonly text: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Plant {
  /** What its sensors send in steps from … to-1, from what it knows before step `from`. */
  sense(from: number, to: number): readonly Sensed[] | Promise<readonly Sensed[]>;
  /** What the network did in these steps; afterwards the plant has gone on to step `to`. */
  act(from: number, to: number, spikes: readonly Acted[]): void | Promise<void>;
  /** What is worth a look, by name; the same names every time, finite values. Read after `act`. */
  readonly state: Readonly<Record<string, number>>;
  /** Asked once, when it is over; absent: nothing is said. */
  summary?(): PlantSummary | Promise<PlantSummary>;
  /** Lets go of what the plant holds, also after a failure; absent: it holds nothing. */
  close?(): void | Promise<void>;
}

/** Neurons of a population, or sources of a stimulus: `size` ids from `first` on. */
export interface PlantPart {
  readonly name: string;
  readonly first: number;
  readonly size: number;
}

/** What a plant may know of the network. */
export interface PlantSetup {
  /** ms */
  readonly dt: number;
  readonly seed: number;
  readonly populations: readonly PlantPart[];
  /** Sources of the type `host`. */
  readonly sources: readonly PlantPart[];
}

/** The default export of a module that `equipoise loop --plant FILE` loads. */
export type PlantFactory = (setup: PlantSetup) => Plant | Promise<Plant>;
