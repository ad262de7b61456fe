/** The files of a run, `--out`, `--csv`, `--npz` and `--parquet`: spooled while it goes on, so that memory does not grow with it, written whole at its end. */
import { join } from "node:path";
import { SpikeCsv } from "../recording/csv.js";
import type { RunHead, RunListener } from "../recording/follow.js";
import { NpzStream } from "../recording/npz-stream.js";
import { ProbeCsv } from "../recording/probe-csv.js";
import { RecordingStream, type StreamOptions } from "../recording/recording-stream.js";
import type { RecordedPopulation } from "../recording/recording.js";
import { spikesOnlyOf } from "../recording/spikes-only-of.js";
import { FileSpool } from "./file-spool.js";
import { writePieces } from "./files.js";
import type { Output } from "./outputs.js";

/** As given; undefined: not asked for. */
export interface RunPaths {
  readonly out?: string;
  /** A file for the spikes, or a folder, which ends with a slash, for spikes.csv and probes.csv. */
  readonly csv?: string;
  readonly npz?: string;
  /** As `csv`: spikes.parquet and probes.parquet in a folder. */
  readonly parquet?: string;
}

/** @param given whatever was given, which may be no text where it was given twice */
function tableFiles(given: string | undefined, ending: string): { readonly spikes?: string; readonly probes?: string } {
  return typeof given === "string" && given.endsWith("/")
    ? { spikes: join(given, `spikes.${ending}`), probes: join(given, `probes.${ending}`) }
    : { spikes: given };
}

/** For `prepareOutputs`. */
export function outputsOfRun({ out, csv, npz, parquet }: RunPaths): Output[] {
  const [texts, tables] = [tableFiles(csv, "csv"), tableFiles(parquet, "parquet")];
  return [
    { option: "--out", path: out },
    { option: "--csv", path: texts.spikes },
    { option: "--csv", path: texts.probes },
    { option: "--npz", path: npz },
    { option: "--parquet", path: tables.spikes },
    { option: "--parquet", path: tables.probes },
  ];
}

/** Whether any of the files has what probes read. */
export function keepsProbes({ out, csv, npz, parquet }: RunPaths): boolean {
  const folders = [tableFiles(csv, "csv"), tableFiles(parquet, "parquet")];
  return out !== undefined || npz !== undefined || folders.some(({ probes }) => probes !== undefined);
}

/** What writes Parquet is loaded where it is asked for. */
type ParquetTables = typeof import("../recording/parquet-tables.js");

export class RunFiles {
  readonly listeners: RunListener[] = [];
  private readonly writers: ((head: RunHead) => void)[] = [];
  private readonly closers: (() => void)[] = [];

  /**
   * Opens the spools.
   * @param dt ms
   * @throws EquipoiseError `cannot-write`
   */
  static async open(
    paths: RunPaths,
    populations: readonly RecordedPopulation[],
    dt: number,
    options: StreamOptions = {},
  ): Promise<RunFiles> {
    const files = new RunFiles(paths, populations, dt, options);
    if (paths.parquet !== undefined)
      files.addParquet(await import("../recording/parquet-tables.js"), paths.parquet, populations, dt, options);
    return files;
  }

  private constructor(
    { out, csv, npz }: RunPaths,
    populations: readonly RecordedPopulation[],
    dt: number,
    options: StreamOptions,
  ) {
    const { probes = [], spikesOf } = options;
    if (out) {
      const recording = new RecordingStream(() => new FileSpool(out), options);
      this.add(
        recording,
        (head) => writePieces(out, recording.file(head)),
        () => recording.close(),
      );
    }
    const tables = tableFiles(csv, "csv");
    if (tables.spikes) {
      const table = new SpikeCsv(populations, dt);
      this.addText(tables.spikes, SpikeCsv.header, (write) => ({
        spikes: spikesOnlyOf(spikesOf, (step, ids, count) => write(table.rows(step, ids, count))),
      }));
    }
    if (tables.probes) {
      const table = new ProbeCsv(probes, dt);
      this.addText(tables.probes, ProbeCsv.header, (write) => ({
        spikes: () => {},
        probed: (probe, step, values) => write(table.rows(probe, step, values)),
      }));
    }
    if (npz) {
      const arrays = new NpzStream(() => new FileSpool(npz), populations, dt, options);
      this.add(
        arrays,
        () => writePieces(npz, arrays.file()),
        () => arrays.close(),
      );
    }
  }

  write(head: RunHead): void {
    for (const write of this.writers) write(head);
  }

  close(): void {
    for (const close of this.closers) close();
  }

  private addParquet(
    { SpikeParquet, ProbeParquet }: ParquetTables,
    parquet: string,
    populations: readonly RecordedPopulation[],
    dt: number,
    options: StreamOptions,
  ): void {
    const tables = tableFiles(parquet, "parquet");
    if (tables.spikes !== undefined)
      this.addTable(tables.spikes, (write) => new SpikeParquet(populations, dt, write, options));
    if (tables.probes !== undefined)
      this.addTable(tables.probes, (write) => new ProbeParquet(populations, options.probes ?? [], dt, write));
  }

  private addTable(path: string, open: (write: (bytes: Uint8Array) => void) => RunListener & { finish(): void }): void {
    const spool = new FileSpool(path);
    const table = open((bytes) => spool.write(bytes));
    this.add(
      table,
      () => {
        table.finish();
        writePieces(path, spool.pieces());
      },
      () => spool.close(),
    );
  }

  private addText(path: string, header: string, listen: (write: (rows: string) => void) => RunListener): void {
    const spool = new FileSpool(path);
    const write = (rows: string) => spool.write(Buffer.from(rows));
    write(header);
    this.add(
      listen(write),
      () => writePieces(path, spool.pieces()),
      () => spool.close(),
    );
  }

  private add(listener: RunListener, write: (head: RunHead) => void, close: () => void): void {
    this.listeners.push(listener);
    this.writers.push(write);
    this.closers.push(close);
  }
}
