/** The studies, by id. */
import { honesty } from "./studies/honesty.js";
import { meanField } from "./studies/mean-field.js";
import type { Study } from "./study.js";

export const studies: readonly Study[] = [honesty, meanField];
