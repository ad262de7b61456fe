/** The studies, by id. */
import { bits } from "./studies/bits.js";
import type { Study } from "./study.js";

export const studies: readonly Study[] = [bits];
