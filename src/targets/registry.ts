/** The targets this compiler knows, by id. A new chip or board is one more entry here. */
import { fail } from "../diagnostics/diagnostic.js";
import { ECP5_85F, ICE40UP5K } from "./loihi/fpga-core.js";
import { LOIHI1 } from "./loihi/loihi1.js";
import { LOIHI2 } from "./loihi/loihi2.js";
import { NUCLEO_F446, RP2040, STM32F405 } from "./spinnaker/microcontrollers.js";
import { SPINNAKER1 } from "./spinnaker/spinnaker1.js";
import { SPINNAKER2 } from "./sized/spinnaker2.js";
import type { SizedTarget } from "./sized/target.js";
import type { SpinnakerBoard, SpinnakerTarget } from "./spinnaker/target.js";
import type { BoardSpec } from "./limit.js";
import type { LoihiProfile, LoihiProfileSpec, LoihiTarget } from "./loihi/target.js";
import type { TargetSpec } from "./target.js";

const TARGETS: TargetSpec[] = [
  LOIHI1,
  LOIHI2,
  ICE40UP5K,
  ECP5_85F,
  SPINNAKER1,
  SPINNAKER2,
  STM32F405,
  NUCLEO_F446,
  RP2040,
];

export function allTargets(): readonly TargetSpec[] {
  return TARGETS;
}

/** Adds a target of a family from elsewhere (src/families/register-family.ts). @throws RangeError for an id that is taken */
export function addTarget(target: TargetSpec): void {
  if (TARGETS.some(({ id }) => id === target.id)) throw new RangeError(`there is a target ${target.id} already`);
  TARGETS.push(target);
}

/** @throws EquipoiseError `target-unknown` */
export function targetById(id: "loihi1" | "loihi2" | "ice40up5k" | "ecp5-85f"): LoihiTarget;
export function targetById(id: "spinnaker1" | "stm32f405" | "nucleo-f446" | "rp2040"): SpinnakerTarget;
export function targetById(id: "spinnaker2"): SizedTarget;
export function targetById(id: string): TargetSpec;
export function targetById(id: string): TargetSpec {
  const found = TARGETS.find((target) => target.id === id);
  return (
    found ??
    fail("target-unknown", `there is no target \`${id}\``, {
      hint: `use one of: ${TARGETS.map((t) => t.id).join(", ")}`,
    })
  );
}

/** A target of the Loihi family. @throws EquipoiseError `target-unknown`, `target-family` */
export function loihiTargetById(id: string): LoihiTarget {
  const target = targetById(id);
  return target.family === "loihi" ? target : fail("target-family", `${target.id} is not a Loihi-style target`);
}

/** A target of the SpiNNaker family. @throws EquipoiseError `target-unknown`, `target-family` */
export function spinnakerTargetById(id: string): SpinnakerTarget {
  const target = targetById(id);
  return target.family === "spinnaker" ? target : fail("target-family", `${target.id} is not a SpiNNaker-style target`);
}

/** @throws EquipoiseError `board-unknown` */
export function boardOf(target: TargetSpec, id: string = target.defaultBoard): BoardSpec {
  const found = target.boards.find((board) => board.id === id);
  return (
    found ??
    fail("board-unknown", `target ${target.id} has no board \`${id}\``, {
      hint: `use one of: ${target.boards.map((b) => b.id).join(", ")}`,
    })
  );
}

/** The board of a target with the most chips: for whoever asks what the arithmetic does, not whether it fits. */
export function largestBoard({ boards }: TargetSpec): BoardSpec {
  return boards.reduce((largest, other) => (other.chips > largest.chips ? other : largest));
}

/** @throws EquipoiseError `board-unknown` */
export function spinnakerBoard(target: SpinnakerTarget, id: string): SpinnakerBoard {
  boardOf(target, id);
  return target.boards.find((board) => board.id === id)!;
}

/** @throws EquipoiseError `profile-unknown` */
export function profileOf(target: LoihiTarget, id: LoihiProfile = target.defaultProfile): LoihiProfileSpec {
  const found = target.profiles[id];
  return (
    found ??
    fail("profile-unknown", `target ${target.id} has no arithmetic profile \`${id}\``, {
      hint: `use one of: ${Object.keys(target.profiles).join(", ")}`,
    })
  );
}
