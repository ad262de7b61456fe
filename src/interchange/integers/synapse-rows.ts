/** Rows of synapses from their lengths. */
import { fail } from "../../diagnostics/diagnostic.js";

/** Entries of one typed array of rows. */
const MOST_SYNAPSES = 2 ** 32 - 1;

/** Where each row starts, and last where all end. @param counts entries of each row @throws EquipoiseError `integers-too-large` */
export function rowStartsOf(counts: ArrayLike<number>): Uint32Array {
  const rowStart = new Uint32Array(counts.length + 1);
  let end = 0;
  for (let i = 0; i < counts.length; i++) {
    end += counts[i];
    rowStart[i + 1] = end;
  }
  if (end > MOST_SYNAPSES)
    fail("integers-too-large", "the integer network has more synapses than its rows can count", {
      limit: { what: "synapses", used: end, max: MOST_SYNAPSES },
    });
  return rowStart;
}
