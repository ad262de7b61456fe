/** Nodes or edges of one SONATA population: values of a column from HDF5, from the types, or from the file of parameters that a type names. */
import { fail } from "../../diagnostics/diagnostic.js";
import { at, type Hdf5Group, type Hdf5Numbers } from "../hdf5.js";
import type { TypeRow } from "./types-table.js";

export class SonataTable {
  readonly size: number;
  readonly typeIds: Hdf5Numbers;
  private readonly groupIds: Hdf5Numbers;
  private readonly groupIndex: Hdf5Numbers;

  /**
   * @param place for messages: `nodes of E`
   * @param params parameters by the name of their file
   */
  constructor(
    readonly place: string,
    private readonly tree: Hdf5Group,
    kind: "node" | "edge",
    readonly types: ReadonlyMap<number, TypeRow>,
    private readonly params: (file: string) => Readonly<Record<string, unknown>>,
  ) {
    this.typeIds = this.mustHave(`${kind}_type_id`);
    this.size = this.typeIds.length;
    this.groupIds = this.dataset(`${kind}_group_id`) ?? new Uint8Array(this.size);
    this.groupIndex = this.dataset(`${kind}_group_index`) ?? new Uint32Array(this.size).map((_, k) => k);
    for (const values of [this.groupIds, this.groupIndex])
      if (values.length !== this.size)
        fail(
          "sonata-invalid",
          `${place}: its group columns have ${values.length} entries, and its types ${this.size}`,
          {
            hint: "the file is damaged, or not SONATA",
          },
        );
  }

  /** The numbers of a dataset beside the groups, such as source_node_id, as they are held: there may be millions. */
  dataset(name: string): Hdf5Numbers | undefined {
    const found = at(this.tree, name);
    return found?.kind === "dataset" && found.type !== "str" ? (found.values as Hdf5Numbers) : undefined;
  }

  mustHave(name: string): Hdf5Numbers {
    return (
      this.dataset(name) ??
      fail("sonata-invalid", `${this.place}: it has no ${name}`, { hint: "the file is damaged, or not SONATA" })
    );
  }

  attribute(dataset: string, name: string): string | undefined {
    const found = at(this.tree, dataset)?.attributes?.get(name);
    return typeof found === "string" ? found : undefined;
  }

  /** A text of a type. */
  word(type: number, column: string): string | undefined {
    return this.types.get(type)?.get(column);
  }

  /** Names of parameters that some of these rows have: in a group's dynamics_params, or in the file of a type. */
  parameterNames(rows: Uint32Array): Set<string> {
    const names = new Set<string>();
    for (const id of new Set(rows.map((row) => this.groupIds[row]))) {
      const group = at(this.tree, `${id}/dynamics_params`);
      if (group?.kind === "group") for (const name of group.members.keys()) names.add(name);
    }
    for (const type of new Set(Array.from(rows, (row) => this.typeIds[row])))
      for (const name of Object.keys(this.paramsOf(type))) names.add(name);
    return names;
  }

  /**
   * A number of each of these rows: from the group's dynamics_params, the group, the column of the type, or its file of parameters.
   * @returns undefined where no row has it
   * @throws EquipoiseError `sonata-invalid` where only some have it
   */
  numbers(names: readonly string[], rows: Uint32Array): Float64Array | undefined {
    const sources = new Map<string, ((index: number) => number) | number | undefined>();
    const values = new Float64Array(rows.length);
    let missing = 0;
    let source: ((index: number) => number) | number | undefined;
    let [group, type] = [NaN, NaN];
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k];
      // Neighbours are mostly of one group and type.
      if (this.groupIds[row] !== group || this.typeIds[row] !== type) {
        [group, type] = [this.groupIds[row], this.typeIds[row]];
        const key = `${group} ${type}`;
        if (!sources.has(key)) sources.set(key, this.sourceOf(names, group, type));
        source = sources.get(key);
      }
      if (source === undefined) missing++;
      else values[k] = typeof source === "number" ? source : source(this.groupIndex[row]);
    }
    if (missing === rows.length) return undefined;
    if (missing > 0)
      fail("sonata-invalid", `${this.place}: ${missing} of ${rows.length} have no ${names[0]}`, {
        hint: "give it to all, or to none",
      });
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      fail("sonata-invalid", `${this.place}: ${names[0]} of entry ${rows[wrong]} is ${values[wrong]}`, {
        hint: "a finite number is expected",
      });
    return values;
  }

  private sourceOf(
    names: readonly string[],
    group: number,
    type: number,
  ): ((index: number) => number) | number | undefined {
    for (const name of names)
      for (const path of [`${group}/dynamics_params/${name}`, `${group}/${name}`]) {
        const found = at(this.tree, path);
        if (found?.kind === "dataset" && found.type !== "str") return (index) => found.values[index] as number;
      }
    for (const name of names) {
      const cell = this.word(type, name);
      if (cell !== undefined && Number.isFinite(Number(cell))) return Number(cell);
    }
    const params = this.paramsOf(type);
    for (const name of names) if (typeof params[name] === "number") return params[name];
    return undefined;
  }

  private paramsOf(type: number): Readonly<Record<string, unknown>> {
    const file = this.word(type, "dynamics_params");
    return file === undefined ? {} : this.params(file);
  }
}
