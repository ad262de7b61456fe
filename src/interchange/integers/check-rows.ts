/** What is checked of the integers of every family: lengths, rows, neurons that exist. */
import { fail } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";

/** Where entry k of a column is, in words. */
export type PlaceOf = (column: string, k: number) => string;

export function refuseLimit(place: string, problem: string, hint?: string): never {
  return fail("integers-limit", `${place}${problem}`, {
    exitCode: ExitCode.doesNotFit,
    ...(hint === undefined ? {} : { hint }),
  });
}

export function mustHave(length: number, wanted: number, column: string, what: string): void {
  if (length !== wanted) fail("integers-array", `${column} of ${what} has ${length} values, not ${wanted}`);
}

interface Rows {
  readonly rowStart: Uint32Array;
  readonly post: Uint32Array;
}

/** @throws EquipoiseError `integers-array` */
export function checkRows({ rowStart, post }: Rows, size: number, ids: number, what: string): void {
  mustHave(rowStart.length, ids + 1, "rowStart", what);
  for (let i = 0; i < ids; i++)
    if (rowStart[i] > rowStart[i + 1]) fail("integers-array", `row ${i} of ${what} ends before it starts`);
  mustHave(post.length, rowStart[ids], "post", what);
  for (let k = 0; k < post.length; k++)
    if (post[k] >= size) fail("integers-array", `post of ${what} names neuron ${post[k]}, but there are ${size}`);
}

/** `the synapse from 3 to 17`. */
export function synapseOf({ rowStart, post }: Rows, k: number): string {
  let pre = 0;
  while (rowStart[pre + 1] <= k) pre++;
  return `the synapse from ${pre} to ${post[k]}`;
}
