/** Codes of runs over several processes and machines (docs/hosts.md). */
import type { CodeTable } from "./entry.js";

export const RANKS = {
  "rank-lost": {
    severity: "error",
    exit: "device",
    when: "A process of a run over several ended, or could not be reached any more, and the run ended on all of them: start all again, with --resume where a checkpoint was written.",
  },
  "rank-stranger": {
    severity: "warning",
    when: "Somebody who does not know the token of the run wanted to join it and was turned away: give every rank the same token, or find out who it was.",
  },
  "ranks-cannot-listen": {
    severity: "error",
    exit: "device",
    when: "A rank cannot listen at the address for the others: give an address of its own machine, and a free port.",
  },
  "ranks-differ": {
    severity: "error",
    when: "Ranks of one run were started with other versions, networks, options or numbers of ranks: start all of them alike.",
  },
  "ranks-missing": {
    severity: "error",
    exit: "device",
    when: "Not all ranks of a run found each other in time: start all of them, and see that they can reach each other.",
  },
  "ranks-no-slurm": {
    severity: "error",
    when: "A run is to take its ranks from Slurm, which did not start it: start it with srun, or give --join, --rank and --of.",
  },
  "ranks-no-token": {
    severity: "error",
    when: "Ranks on several machines need a token that only they know: set EQUIPOISE_TOKEN to the same text of 16 characters or more for all.",
  },
} satisfies CodeTable;
