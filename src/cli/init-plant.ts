/** `equipoise loop --init-plant`: writes a plant that runs, to be changed. */
import { existsSync } from "node:fs";
import { fail } from "../diagnostics/diagnostic.js";
import { writeWhole } from "./files.js";
import { prepareOutputs } from "./outputs.js";
import { PLANT_TEMPLATES } from "./plant-templates.js";
import type { Terminal } from "./terminal.js";

export type PlantLanguage = keyof typeof PLANT_TEMPLATES;

/** @param path plant.mjs or plant.py unless told. @throws EquipoiseError `file-exists`, `cannot-write`, `bad-option` */
export function initPlant(language: PlantLanguage, path: string | undefined, terminal: Terminal): void {
  const template = PLANT_TEMPLATES[language];
  const file = path ?? template.file;
  const ending = language === "js" ? /\.m?js$/ : /\.py$/;
  if (!ending.test(file))
    fail("bad-option", `${file} is no name for a plant in ${language}`, { hint: `name it like ${template.file}` });
  if (existsSync(file)) fail("file-exists", `${file} exists already`, { hint: "name another file" });
  prepareOutputs([{ option: "--init-plant", path: file }]);
  writeWhole(file, template.text);
  if (terminal.options.json) return terminal.printJson({ template: language, file });
  terminal.print(file);
  const plant = template.command(file);
  terminal.log(
    `next: equipoise loop ${template.network}${template.options} --plant ${plant.includes(" ") ? `"${plant}"` : plant}`,
  );
}
