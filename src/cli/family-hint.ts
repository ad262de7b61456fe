/** The way out where a board runs programs of the other family of chips. */
import type { Program } from "../program/program.js";
import type { InputKind } from "./input-kind.js";

/** A board of each family that needs no hardware. */
const BOARD_OF_FAMILY: Readonly<Record<Program["family"], string>> = {
  loihi: "simulated:fpga",
  spinnaker: "simulated:pico",
};

/** Says what to do with this very input: a description can be compiled anew, a program has one, integers have a family for good. */
export function familyHint(kind: InputKind, family: Program["family"]): string {
  const board = BOARD_OF_FAMILY[family];
  switch (kind) {
    case "description":
      return "compile for this board: leave out --target";
    case "program":
      return `give the description of the program, which is compiled for this board, or a board of its family: --on ${board}`;
    case "integers":
      return `these integers are of that family of chips: use a board of it, such as --on ${board}`;
  }
}
