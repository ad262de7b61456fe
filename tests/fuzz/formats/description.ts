import { parseDescription } from "../../../src/description/load-description.js";
import { starterTemplates } from "../../../src/description/templates.js";
import { DESCRIPTION_LIMITS, readYaml } from "../../../src/description/yaml-source.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { networkNeed } from "../../../src/network/memory-need.js";
import type { NetworkDescription } from "../../../src/description/types.js";
import { bytesOf, canonical, fileOf, mustBeSame, oneFile, textOf, type FuzzFormat } from "../format.js";
import { changeFields } from "../mutate.js";
import { SMALL_TEXT } from "../programs.js";
import { EVERY_NOTATION } from "../every-notation.js";
import { changedText } from "../text.js";

const FILE = "network.yaml";

function matrix(path: string): Uint8Array {
  const size = path === "w.csv" ? 4 : 6;
  const row = (i: number) => Array.from({ length: size }, (_, j) => (i * j) % 3).join(",");
  return bytesOf(Array.from({ length: size }, (_, i) => row(i)).join("\n"));
}

/** Only what is cheap is drawn: how much a network needs is said elsewhere, before anything is. */
export function drawSmall({ populations, sources, projections, ...more }: NetworkDescription): void {
  const cells = [...populations, ...sources].reduce((sum, { size }) => sum + size, 0);
  if (cells < 1000 && networkNeed({ populations, sources, projections }).synapses < 20_000)
    drawNetwork({ populations, sources, projections, ...more });
}

/** A description, as text of YAML or JSON. */
export const description: FuzzFormat = {
  name: "description",
  modules: ["/src/description/", "/src/models/", "/src/numerics/time-grid"],
  async seeds() {
    const texts = [SMALL_TEXT, EVERY_NOTATION, ...starterTemplates().map(({ files }) => files["network.yaml"])];
    return texts.map((text) => oneFile(FILE, bytesOf(text.replace(/ *#.*$/gm, ""))));
  },
  change(files, draw) {
    const text = textOf(fileOf(files, FILE));
    if (draw.below(3) > 0) return oneFile(FILE, bytesOf(changedText(text, draw)));
    try {
      const holder = { value: readYaml(text, FILE).value };
      changeFields(holder, draw);
      return oneFile(FILE, bytesOf(JSON.stringify(holder.value) ?? ""));
    } catch {
      return oneFile(FILE, bytesOf(changedText(text, draw)));
    }
  },
  run(files) {
    const text = textOf(fileOf(files, FILE));
    const read = parseDescription(text, FILE, matrix).description;
    // JSON is YAML: the same values in that notation are the same network.
    const json = JSON.stringify(readYaml(text, FILE).value);
    if (json.length < DESCRIPTION_LIMITS.characters)
      mustBeSame("the description", canonical(parseDescription(json, FILE, matrix).description), canonical(read));
    drawSmall(read);
  },
};
