/** The studies, by id. */
import { bits } from "../studies/bits.js";
import { honesty } from "../studies/honesty.js";
import { meanField } from "../studies/mean-field.js";
import { publishedRounding } from "../studies/published-rounding.js";
import type { Study } from "./study.js";

export const studies: readonly Study[] = [bits, publishedRounding, honesty, meanField];
