/** The files of a run, `--out` and `--csv`: spooled while it goes on, so that memory does not grow with it, written whole at its end. */
import { SpikeCsv } from "../recording/csv.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import type { RecordOptions, RunHead, RunListener } from "../recording/follow.js";
import { RecordingStream } from "../recording/recording-stream.js";
import type { RecordedPopulation } from "../recording/recording.js";
import { FileSpool } from "./file-spool.js";
import { writePieces } from "./files.js";

export class RunFiles {
  readonly listeners: RunListener[] = [];
  private readonly writers: ((head: RunHead) => void)[] = [];
  private readonly closers: (() => void)[] = [];

  /** @throws EquipoiseError `cannot-write` */
  constructor(
    { out, csv }: { readonly out?: string; readonly csv?: string },
    populations: readonly RecordedPopulation[],
    { dt, stateUnit }: ExecutionTarget,
    trace: RecordOptions["trace"],
  ) {
    if (out) {
      const recording = new RecordingStream(() => new FileSpool(out), trace && { ...trace, unit: stateUnit });
      this.add(
        recording,
        (head) => writePieces(out, recording.file(head)),
        () => recording.close(),
      );
    }
    if (csv) {
      const spool = new FileSpool(csv);
      const table = new SpikeCsv(populations, dt);
      spool.write(Buffer.from(SpikeCsv.header));
      this.add(
        { spikes: (step, ids, count) => spool.write(Buffer.from(table.rows(step, ids, count))) },
        () => writePieces(csv, spool.pieces()),
        () => spool.close(),
      );
    }
  }

  write(head: RunHead): void {
    for (const write of this.writers) write(head);
  }

  close(): void {
    for (const close of this.closers) close();
  }

  private add(listener: RunListener, write: (head: RunHead) => void, close: () => void): void {
    this.listeners.push(listener);
    this.writers.push(write);
    this.closers.push(close);
  }
}
