/** Codes of the command line and of the experiments that it runs. */
import type { CodeTable } from "./entry.js";

export const COMMAND_LINE = {
  "bad-experiment": {
    severity: "error",
    when: "The definition of an experiment or study contradicts itself, e.g. it reads a file or names a population that it lacks: mend the definition.",
  },
  "experiment-unknown": {
    severity: "error",
    when: "There is no experiment or study of that name: `equipoise phenomena list` has them, `npm run study` the studies.",
  },
  "import-recognised": {
    severity: "note",
    when: "What `equipoise import` was given, as its content tells: nothing is to be done.",
  },
  "import-unknown": {
    severity: "error",
    when: "The file is of no kind that is imported, or a part of something that is: the message says what it is, and what to give.",
  },
  "needs-description": {
    severity: "error",
    when: "A description is needed (by the float reference, `check`, `verify`, --source-spikes, the export to NIR and SONATA, …), and a compiled program, an integer network or another file was given: give the description.",
  },
  usage: {
    severity: "error",
    when: "The command line has an unknown command or option, or lacks one: `equipoise --help` lists the commands.",
  },
} satisfies CodeTable;
