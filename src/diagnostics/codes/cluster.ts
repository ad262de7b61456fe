/** Codes of sweeps that a cluster computes. */
import type { CodeTable } from "./entry.js";

export const CLUSTER = {
  "array-too-large": {
    severity: "error",
    when: "The tasks of a sweep would be more jobs of an array than this Slurm takes (MaxArraySize): use the larger --chunk that is named.",
  },
  "slurm-busy": {
    severity: "error",
    when: "Jobs of this plan still wait or run, so nothing is submitted a second time: wait for them, or use `equipoise sweep cancel`.",
  },
  "slurm-missing": {
    severity: "error",
    when: "A command of Slurm is not on this machine: submit on the cluster's login node; --dry-run writes the scripts out anywhere.",
  },
  "slurm-refused": {
    severity: "error",
    when: "Slurm did not do what it was asked for, and the message has its reason: change the option that it names; nothing is left half submitted.",
  },
  "slurm-silent": {
    severity: "warning",
    when: "Slurm was asked how the jobs of a plan stand and did not answer: what is said of the results is true without it.",
  },
  "slurm-state-corrupt": {
    severity: "error",
    when: "The state file beside a plan, of what was submitted, is damaged: remove it, results and queued jobs do not depend on it.",
  },
} satisfies CodeTable;
