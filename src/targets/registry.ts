/** The targets this compiler knows, by id. A new chip or board is one more entry here. */
import { fail } from "../diagnostics/diagnostic.js";
import { ICE40UP5K } from "./ice40up5k.js";
import { LOIHI1 } from "./loihi1.js";
import { LOIHI2 } from "./loihi2.js";
import type { BoardSpec, LoihiProfile, LoihiProfileSpec, LoihiTarget, TargetSpec } from "./types.js";

const TARGETS: readonly TargetSpec[] = [LOIHI1, LOIHI2, ICE40UP5K];

export function allTargets(): readonly TargetSpec[] {
  return TARGETS;
}

/** @throws EquipoiseError `target-unknown` */
export function targetById(id: string): TargetSpec {
  const found = TARGETS.find((target) => target.id === id);
  return found ?? fail("target-unknown", `there is no target \`${id}\``, { hint: `use one of: ${TARGETS.map((t) => t.id).join(", ")}` });
}

/** @throws EquipoiseError `board-unknown` */
export function boardOf(target: LoihiTarget, id: string = target.defaultBoard): BoardSpec {
  const found = target.boards.find((board) => board.id === id);
  return found ?? fail("board-unknown", `target ${target.id} has no board \`${id}\``, { hint: `use one of: ${target.boards.map((b) => b.id).join(", ")}` });
}

/** @throws EquipoiseError `profile-unknown` */
export function profileOf(target: LoihiTarget, id: LoihiProfile = target.defaultProfile): LoihiProfileSpec {
  const found = target.profiles[id];
  return found ?? fail("profile-unknown", `target ${target.id} has no arithmetic profile \`${id}\``, { hint: `use one of: ${Object.keys(target.profiles).join(", ")}` });
}
