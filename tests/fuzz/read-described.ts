import { parseDescription } from "../../src/description/load-description.js";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { npzArrays } from "../../src/cli/write-described.js";
import type { DescribedNetwork } from "../../src/interchange/described-network.js";
import { joinBytes } from "../../src/numerics/join-bytes.js";
import { npzFile } from "../../src/recording/npz.js";
import { drawSmall } from "./formats/description.js";

/** Reads what an import made as a user would: its description with the arrays beside it. */
export function readDescribed({ document, arrays }: DescribedNetwork, arraysFile: string): void {
  const named = npzArrays(arrays);
  const text = JSON.stringify(document);
  const read = parseDescription(text, "network.json", (path) => {
    if (path !== arraysFile) throw new EquipoiseError([]);
    return joinBytes([...npzFile(named)]);
  });
  drawSmall(read.description);
}
