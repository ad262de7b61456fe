/** The thread in which inputs run: it may hang or die, and whoever started it knows with which input. */
import { parentPort, workerData } from "node:worker_threads";
import "../../src/node/environment.js";
import { corpusOf } from "./corpus.js";
import { Coverage } from "./coverage.js";
import { FORMATS } from "./formats.js";
import { search, type Counts, type Fault } from "./search.js";
import type { Files } from "./format.js";

export interface FuzzTask {
  readonly format: string;
  readonly seed: number;
  readonly from?: number;
  /** Either ends it. */
  readonly inputs?: number;
  readonly seconds?: number;
}

export type FuzzMessage =
  | { readonly kind: "begin"; readonly files: Files }
  | { readonly kind: "fault"; readonly fault: Fault }
  | { readonly kind: "done"; readonly counts: Counts; readonly covered: number; readonly spent: boolean };

const { format: name, seed, from, inputs, seconds } = workerData as FuzzTask;
const format = FORMATS.find((one) => one.name === name);
if (format === undefined) throw new Error(`no format is called ${name}`);
const tell = (message: FuzzMessage) => parentPort!.postMessage(message);
const coverage = new Coverage(format.modules);
const end = seconds === undefined ? Infinity : Date.now() + 1000 * seconds;
const counts = await search(
  format,
  corpusOf(name).map(({ files }) => files),
  {
    ...{ seed, from, coverage },
    enough: (so_far) => so_far.inputs >= (inputs ?? Infinity) || Date.now() >= end || so_far.faults >= 20,
    begin: (files) => tell({ kind: "begin", files }),
    fault: (fault) => tell({ kind: "fault", fault }),
  },
);
tell({ kind: "done", counts, covered: coverage.covered, spent: format.spent?.() === true });
process.exit(0);
