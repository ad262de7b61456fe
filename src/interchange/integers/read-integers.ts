/** An integer network from its two files: network.json and the .npz of its arrays (docs/integers.md). */
import { fail } from "../../diagnostics/diagnostic.js";
import { targetById } from "../../targets/registry.js";
import type { TargetSpec } from "../../targets/target.js";
import type { IntegersDocument } from "./document-schema.js";
import type { Integers } from "./integers.js";
import { NamedArrays } from "./named-arrays.js";
import { LOIHI_ARRAYS, SPINNAKER_ARRAYS } from "./names.js";
import { parseIntegersDocument } from "./read-document.js";
import { readLoihiIntegers } from "./read-loihi.js";
import { readSpinnakerIntegers } from "./read-spinnaker.js";

/** Where network.json says that its arrays are, unless it says so. */
export const ARRAYS_FILE = "arrays.npz";
export const NETWORK_FILE = "network.json";

export interface IntegersFiles {
  /** Of network.json. */
  readonly text: string;
  /** Its name in messages; network.json unless told. */
  readonly file?: string;
  /** Bytes of the arrays by the name that network.json has for them; null where there is no such file. */
  readonly arrays: (name: string) => Uint8Array | null;
  /** Of targets that the registry does not know. */
  readonly targetOf?: (id: string) => TargetSpec;
}

/**
 * @throws EquipoiseError `integers-format`, `integers-array`, `integers-limit`, `npz-format`, and of the registry for an unknown target, board
 * or profile
 */
export function readIntegers({ text, file = NETWORK_FILE, arrays, targetOf = targetById }: IntegersFiles): Integers {
  const document = parseIntegersDocument(text, file);
  const name = document.arrays ?? ARRAYS_FILE;
  const named = new NamedArrays(arrays(name), name);
  const integers = read(document, file, named, targetOf(document.target));
  named.nothingLeft(document.family === "loihi" ? LOIHI_ARRAYS : SPINNAKER_ARRAYS);
  return integers;
}

function read(document: IntegersDocument, file: string, arrays: NamedArrays, target: TargetSpec): Integers {
  if (document.family === "loihi" && target.family === "loihi")
    return readLoihiIntegers(document, { file, arrays, target });
  if (document.family === "spinnaker" && target.family === "spinnaker")
    return readSpinnakerIntegers(document, { file, arrays, target });
  return fail("integers-format", `${file}: target ${target.id} is of family ${target.family}, not ${document.family}`, {
    hint: "give the target and the family that belong together",
  });
}
