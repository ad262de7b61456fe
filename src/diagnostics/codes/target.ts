/** Codes of choosing a target, and of options that cannot be. */
import type { CodeTable } from "./entry.js";

export const TARGET = {
  "bad-option": {
    severity: "error",
    when: "An option has a value that cannot be, or one that does not go with the others: give one that the message allows.",
  },
  "board-unknown": {
    severity: "error",
    when: "The target has no board of that name: choose one that the message lists.",
  },
  "not-bit-accurate": {
    severity: "error",
    when: "The chip can be sized but not emulated, because its arithmetic is not public to the bit: use it with `equipoise check` only.",
  },
  "profile-unknown": {
    severity: "error",
    when: "The target has no arithmetic profile of that name: choose one that the message lists.",
  },
  "target-family": {
    severity: "error",
    when: "A target of the other family of chips is given to a function of one family: choose a target of that family.",
  },
  "target-unknown": { severity: "error", when: "There is no target of that name: `equipoise targets` lists them." },
} satisfies CodeTable;
