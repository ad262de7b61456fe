/** The course of a plant: its state after each block, by name. */
import { fail } from "../diagnostics/diagnostic.js";

export class Course {
  readonly trajectory: Readonly<Record<string, Float64Array>>;
  private readonly names: readonly string[];

  constructor(state: Readonly<Record<string, number>>, blocks: number) {
    if (typeof state !== "object" || state === null)
      fail("plant-state", "the plant has no state", { hint: "give its figures by name, { position: 0 }; {} for none" });
    this.names = Object.keys(state);
    this.trajectory = Object.fromEntries(this.names.map((name) => [name, new Float64Array(blocks)]));
  }

  /** Keeps the state after block `b`, and gives each value of it to `see`. @throws EquipoiseError `plant-state` */
  keep(b: number, state: Readonly<Record<string, number>>, see: (value: number) => void): void {
    const now = Object.keys(state);
    const gone = this.names.filter((name) => !Object.hasOwn(state, name));
    const come = now.filter((name) => !Object.hasOwn(this.trajectory, name));
    if (gone.length > 0 || come.length > 0)
      fail("plant-state", `the plant's state changes its names in block ${b}: ${changed(gone, come)}`, {
        hint: "give the same names every time; 0 where there is nothing to say",
      });
    for (const name of this.names) {
      const value = state[name];
      if (!Number.isFinite(value))
        fail(
          "plant-state",
          `the plant's state has ${name} = ${String(value)} after block ${b}, which is no finite number`,
          {
            hint: "give finite numbers; 0 where there is nothing to say",
          },
        );
      this.trajectory[name][b] = value;
      see(value);
    }
  }
}

function changed(gone: readonly string[], come: readonly string[]): string {
  const parts = [
    ...(gone.length > 0 ? [`${gone.join(", ")} ${gone.length === 1 ? "is" : "are"} missing`] : []),
    ...(come.length > 0 ? [`${come.join(", ")} ${come.length === 1 ? "is" : "are"} new`] : []),
  ];
  return parts.join(" and ");
}
