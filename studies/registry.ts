/** The studies, by id. */
import { bits } from "./bits.js";
import { honesty } from "./honesty.js";
import { meanField } from "./mean-field.js";
import { publishedRounding } from "./published-rounding.js";
import type { Study } from "./study.js";

export const studies: readonly Study[] = [bits, publishedRounding, honesty, meanField];
