/** The studies, by id. */
import type { Study } from "./study.js";

export const studies: readonly Study[] = [];
