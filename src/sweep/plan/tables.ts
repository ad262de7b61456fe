/** The tables of a gathered sweep, tidy: a row an observation, a column a variable, every number in full precision. */
import type { ParquetColumn, ParquetData, ParquetType } from "../../arrays/parquet.js";
import type { GatheredPoint, GatheredSweep } from "./gather.js";
import type { PlanAxis, SweptValue } from "./plan.js";

export interface SweepTable {
  /** Of its files, without their ending. */
  readonly name: string;
  /** NaN of a double is a value that could not be measured; null, one that is not there. */
  readonly columns: readonly ParquetColumn[];
}

type Cell = boolean | number | string | null;

/** Rows of one kind, made column by column. */
class Rows<Row> {
  private readonly columns: (ParquetColumn & { readonly of: (row: Row) => Cell })[] = [];

  column(name: string, type: ParquetType, of: (row: Row) => Cell, nullable = false): this {
    this.columns.push({ name, type, of, nullable, data: [] });
    return this;
  }

  table(name: string, rows: readonly Row[]): SweepTable {
    return {
      name,
      columns: this.columns.map(({ of, ...column }): ParquetColumn => ({ ...column, data: rows.map(of) })),
    };
  }
}

/** Numbers where all values are, else words. */
const isNumeric = ({ values }: PlanAxis) => values.every((value) => typeof value === "number");

/** The point, its target, and a column for every axis but the target. @param axes of the plan */
function withPoint<Row>(
  rows: Rows<Row>,
  axes: readonly PlanAxis[],
  pointOf: (row: Row) => Pick<GatheredPoint, "point" | "target" | "values">,
): Rows<Row> {
  rows.column("point", "uint32", (row) => pointOf(row).point);
  rows.column("target", "string", (row) => pointOf(row).target);
  for (const axis of axes.filter(({ kind }) => kind !== "target")) {
    const valueOf = (row: Row): SweptValue => pointOf(row).values[axis.name] ?? null;
    if (isNumeric(axis)) rows.column(axis.name, "double", valueOf);
    else
      rows.column(
        axis.name,
        "string",
        (row) => {
          const value = valueOf(row);
          return value === null ? null : String(value);
        },
        true,
      );
  }
  return rows;
}

export function sweepTables(sweep: GatheredSweep): SweepTable[] {
  return [verdictTable(sweep), marginTable(sweep), runTable(sweep), taskTable(sweep)];
}

function verdictTable({ plan, points }: GatheredSweep): SweepTable {
  const rows = withPoint(new Rows<GatheredPoint>(), plan.header.axes, (point) => point)
    .column("seeds_done", "uint32", ({ runs }) => runs.length)
    .column("seeds_planned", "uint32", () => plan.header.seeds.length)
    .column("verdict", "string", ({ verdict }) => verdict?.verdict ?? null, true)
    .column("reason", "string", ({ verdict }) => verdict?.reason ?? null, true)
    .column("alpha", "double", ({ verdict }) => verdict?.alpha ?? null, true)
    .column("deciding_metric", "string", ({ deciding }) => deciding?.id ?? null, true)
    .column("deciding_population", "string", ({ deciding }) => deciding?.population ?? null, true)
    .column("change", "double", ({ deciding }) => deciding?.difference ?? null, true)
    .column("lower", "double", ({ deciding }) => deciding?.interval[0] ?? null, true)
    .column("upper", "double", ({ deciding }) => deciding?.interval[1] ?? null, true)
    .column("margin", "double", ({ deciding }) => deciding?.margin ?? null, true)
    .column("outcome", "string", ({ deciding }) => deciding?.equivalent ?? null, true)
    .column("cores", "uint32", ({ use }) => use?.cores ?? null, true)
    .column("chips", "uint32", ({ use }) => use?.chips ?? null, true);
  const resources = new Set(points.flatMap(({ use }) => use?.resources.map(({ resource }) => resource) ?? []));
  resources.delete("cores");
  for (const resource of resources)
    rows.column(
      `used ${resource}`,
      "double",
      ({ use }) => use?.resources.find((r) => r.resource === resource)?.used ?? null,
      true,
    );
  return rows.table("verdicts", points);
}

function marginTable({ plan, points }: GatheredSweep): SweepTable {
  const flat = points.flatMap((point) => (point.verdict?.rows ?? []).map((row) => ({ point, row })));
  return withPoint(new Rows<(typeof flat)[number]>(), plan.header.axes, ({ point }) => point)
    .column("population", "string", ({ row }) => row.population)
    .column("metric", "string", ({ row }) => row.id)
    .column("unit", "string", ({ row }) => row.unit)
    .column("reference", "double", ({ row }) => row.reference.mean)
    .column("on_target", "double", ({ row }) => row.target.mean)
    .column("change", "double", ({ row }) => row.difference)
    .column("lower", "double", ({ row }) => row.interval[0])
    .column("upper", "double", ({ row }) => row.interval[1])
    .column("margin", "double", ({ row }) => row.margin)
    .column("outcome", "string", ({ row }) => row.equivalent)
    .column("role", "string", ({ row }) => row.role)
    .table("margins", flat);
}

function runTable({ plan, points }: GatheredSweep): SweepTable {
  const flat = points.flatMap((point) =>
    point.runs.flatMap(({ task, metrics }) => metrics.map((of) => ({ point, seed: task.seed, of }))),
  );
  return withPoint(new Rows<(typeof flat)[number]>(), plan.header.axes, ({ point }) => point)
    .column("seed", "uint32", ({ seed }) => seed)
    .column("population", "string", ({ of }) => of.population)
    .column("metric", "string", ({ of }) => of.metric)
    .column("unit", "string", ({ of }) => of.unit)
    .column("reference", "double", ({ of }) => of.reference)
    .column("on_target", "double", ({ of }) => of.onTarget)
    .table("runs", flat);
}

function taskTable({ plan, tasks }: GatheredSweep): SweepTable {
  return withPoint(new Rows<(typeof tasks)[number]>(), plan.header.axes, ({ task }) => task)
    .column("task", "string", ({ task }) => task.task)
    .column("seed", "uint32", ({ task }) => task.seed)
    .column("state", "string", ({ state }) => state)
    .column("code", "string", ({ code }) => code)
    .column("message", "string", ({ message }) => message)
    .table("tasks", tasks);
}

/** One line of text a row, headed by the names of the columns. @param quoted makes a cell of a text */
export function* csvLines({ columns }: SweepTable, quoted: (text: string) => string): Generator<string> {
  yield `${columns.map(({ name }) => quoted(name)).join(",")}\n`;
  const data: readonly ParquetData[] = columns.map((column) => column.data);
  for (let row = 0; row < (data[0]?.length ?? 0); row++)
    yield `${data.map((column) => quoted(cellText(column[row]))).join(",")}\n`;
}

/** Of a number, all its digits; nothing for what is not there or could not be measured. */
function cellText(cell: Cell): string {
  return cell === null || (typeof cell === "number" && Number.isNaN(cell)) ? "" : String(cell);
}
