/** The state of a compartment, by name: checkpoints, workers and `readState` go through this list. */
export const STATE_NAMES = ["u", "v", "refractory"] as const;

export type StateName = (typeof STATE_NAMES)[number];

/** One entry a compartment, LSB; `refractory`: steps left. */
export type StateArrays = Readonly<Record<StateName, Int32Array>>;

/** Makes one value for each of them. */
export function ofEachState<T>(make: (name: StateName) => T): Record<StateName, T> {
  return Object.fromEntries(STATE_NAMES.map((name) => [name, make(name)])) as Record<StateName, T>;
}
