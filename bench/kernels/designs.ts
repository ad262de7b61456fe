/** Designs of delivery, one file each in bench/peers/c. The losing ones stay: a machine on which they win is worth knowing. */
export interface Design {
  /** bench/peers/c/NAME.c */
  readonly name: string;
  /** Compared with ours by `npm run bench -- peers`, too. */
  readonly besideSimulators: boolean;
}

export const C_DESIGNS: readonly Design[] = [
  { name: "scatter", besideSimulators: true },
  { name: "bit-sliced", besideSimulators: true },
  { name: "scatter-int32", besideSimulators: false },
  { name: "scatter-weighted", besideSimulators: false },
  { name: "scatter-blocked", besideSimulators: false },
  { name: "dense", besideSimulators: false },
];
