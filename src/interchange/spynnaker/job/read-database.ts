/**
 * Reads what sPyNNaker keeps of a job: `ds.sqlite3`, the regions that it loads into each core's memory, and beside it
 * `input_output_database.sqlite3`, the labels of populations and the length of the run.
 *
 *   region(x, y, p, region_num, region_label, reference_num, content, size): without content where the machine fills it
 *   reference(x, y, p, region_num, reference_num, ref_label): a region that another core of the chip owns
 * Source: spinn_front_end_common 7.4.1, interface/ds and utilities/database.
 */
import type { Database, SqlValue } from "sql.js";
import { JobTables } from "./job-tables.js";
import { damaged } from "./word-reader.js";

export interface Region {
  readonly number: number;
  /** Bytes reserved. */
  readonly size: number;
  /** What the host loads; shorter than the region where the machine writes the rest; null where it writes all. */
  readonly content: Uint32Array | null;
}

export interface JobCore {
  readonly x: number;
  readonly y: number;
  readonly p: number;
  /** By label. */
  readonly regions: ReadonlyMap<string, Region>;
}

/** The population, or what sPyNNaker made beside it, that a core is part of. */
export interface JobVertex {
  readonly id: number;
  readonly label: string;
}

export interface JobDatabase {
  /** Cores of the application, by chip and core number. */
  readonly cores: readonly JobCore[];
  /** By `x y p`, in the order in which the script made the populations; empty without the second database. */
  readonly vertices: ReadonlyMap<string, JobVertex>;
  /** ms; null where it is not told. */
  readonly runTime: number | null;
}

export function placeOf({ x, y, p }: Pick<JobCore, "x" | "y" | "p">): string {
  return `${x} ${y} ${p}`;
}

export function nameOfCore({ x, y, p }: Pick<JobCore, "x" | "y" | "p">): string {
  return `core ${p} of chip (${x}, ${y})`;
}

/**
 * @param job bytes of ds.sqlite3
 * @param names bytes of input_output_database.sqlite3, if there is one
 * @throws EquipoiseError `spynnaker-database` where they are no such databases
 */
export async function readJobDatabase(job: Uint8Array, names?: Uint8Array): Promise<JobDatabase> {
  const { default: start } = await import("sql.js");
  const { Database } = await start();
  const read = <T>(bytes: Uint8Array, what: string, of: (tables: JobTables) => T): T => {
    let database: Database | undefined;
    try {
      database = new Database(bytes);
      return of(new JobTables(database, what, bytes.length));
    } catch (error) {
      if (error instanceof Error && error.name === "EquipoiseError") throw error;
      return damaged(`${what} cannot be read (${error instanceof Error ? error.message : String(error)})`);
    } finally {
      database?.close();
    }
  };
  const cores = read(job, "ds.sqlite3", coresOf);
  if (cores.length === 0) damaged("no core of an application is in it");
  const named = names && read(names, "input_output_database.sqlite3", namesOf);
  return { cores, vertices: named?.vertices ?? new Map(), runTime: named?.runTime ?? null };
}

function coresOf(tables: JobTables): JobCore[] {
  tables.mustBePlain("region", "core");
  const cores = new Map<string, JobCore & { readonly regions: Map<string, Region> }>();
  const columns = ["region.x", "region.y", "region.p", "region_num", "region_label", "content", "size"];
  const from = "region JOIN core ON region.x = core.x AND region.y = core.y AND region.p = core.p WHERE is_system = 0";
  for (const [x, y, p, number, label, content, size] of inOrder(tables.rows(columns, from), 4)) {
    const place = { x: Number(x), y: Number(y), p: Number(p) };
    let core = cores.get(placeOf(place));
    if (core === undefined) cores.set(placeOf(place), (core = { ...place, regions: new Map<string, Region>() }));
    const region = { number: Number(number), size: Number(size), content: wordsOf(content, place) };
    core.regions.set(String(label), region);
  }
  return [...cores.values()];
}

function namesOf(tables: JobTables): Pick<JobDatabase, "vertices" | "runTime"> {
  tables.mustBePlain("Placements", "graph_mapper_vertex", "Application_vertices", "configuration_parameters");
  const vertices = new Map<string, JobVertex>();
  const columns = ["application_vertex_id", "chip_x", "chip_y", "chip_p", "vertex_label"];
  const from =
    "Placements JOIN graph_mapper_vertex ON Placements.vertex_id = machine_vertex_id " +
    "JOIN Application_vertices ON application_vertex_id = Application_vertices.vertex_id";
  for (const [id, x, y, p, label] of inOrder(tables.rows(columns, from), 1))
    vertices.set(placeOf({ x: Number(x), y: Number(y), p: Number(p) }), { id: Number(id), label: String(label) });
  const runTime = tables
    .rows(["value"], "configuration_parameters WHERE parameter_id = 'runtime'")
    .map(([value]) => Number(value))[0];
  return { vertices, runTime: runTime > 0 ? runTime : null };
}

/** Rows by their first columns, which are numbers. */
function inOrder(rows: SqlValue[][], columns: number): SqlValue[][] {
  return rows.sort((a, b) => {
    const k = Array.from({ length: columns }, (_, column) => column).find((c) => Number(a[c]) !== Number(b[c]));
    return k === undefined ? 0 : Number(a[k]) - Number(b[k]);
  });
}

function wordsOf(content: SqlValue, place: Pick<JobCore, "x" | "y" | "p">): Uint32Array | null {
  if (content === null) return null;
  if (!(content instanceof Uint8Array) || content.length % 4 !== 0)
    return damaged(`${nameOfCore(place)} has a region that is not made of words`);
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  return Uint32Array.from({ length: content.length / 4 }, (_, k) => view.getUint32(4 * k, true));
}
