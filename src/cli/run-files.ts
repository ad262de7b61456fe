/** The files of a run, `--out`, `--csv` and `--npz`: spooled while it goes on, so that memory does not grow with it, written whole at its end. */
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
}

/** @param csv whatever was given, which may be no text where it was given twice */
function csvFiles(csv: string | undefined): { readonly spikes?: string; readonly probes?: string } {
  return typeof csv === "string" && csv.endsWith("/")
    ? { spikes: join(csv, "spikes.csv"), probes: join(csv, "probes.csv") }
    : { spikes: csv };
}

/** For `prepareOutputs`. */
export function outputsOfRun({ out, csv, npz }: RunPaths): Output[] {
  const { spikes, probes } = csvFiles(csv);
  return [
    { option: "--out", path: out },
    { option: "--csv", path: spikes },
    { option: "--csv", path: probes },
    { option: "--npz", path: npz },
  ];
}

/** Whether any of the files has what probes read. */
export function keepsProbes({ out, csv, npz }: RunPaths): boolean {
  return out !== undefined || npz !== undefined || csvFiles(csv).probes !== undefined;
}

export class RunFiles {
  readonly listeners: RunListener[] = [];
  private readonly writers: ((head: RunHead) => void)[] = [];
  private readonly closers: (() => void)[] = [];

  /**
   * @param dt ms
   * @throws EquipoiseError `cannot-write`
   */
  constructor(
    { out, csv, npz }: RunPaths,
    populations: readonly RecordedPopulation[],
    dt: number,
    options: StreamOptions = {},
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
    const tables = csvFiles(csv);
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
