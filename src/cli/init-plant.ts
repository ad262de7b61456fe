/** `equipoise loop --init-plant`: writes a plant that runs, to be changed. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fail } from "../diagnostics/diagnostic.js";
import { writeWhole } from "./files.js";
import { prepareOutputs } from "./outputs.js";
import { PLANT_TEMPLATES, type PlantTemplate } from "./plant-templates.js";
import type { Terminal } from "./terminal.js";

export type PlantLanguage = keyof typeof PLANT_TEMPLATES;

/** @param path plant.mjs or plant.py unless told. @throws EquipoiseError `file-exists`, `cannot-write`, `bad-option` */
export function initPlant(language: PlantLanguage, path: string | undefined, terminal: Terminal): void {
  const template: PlantTemplate = PLANT_TEMPLATES[language];
  const file = path ?? template.file;
  const ending = language === "js" ? /\.m?js$/ : /\.py$/;
  if (!ending.test(file))
    fail("bad-option", `${file} is no name for a plant in ${language}`, { hint: `name it like ${template.file}` });
  if (existsSync(file)) fail("file-exists", `${file} exists already`, { hint: "name another file" });
  prepareOutputs([{ option: "--init-plant", path: file }]);
  writeWhole(file, template.text);
  if (terminal.options.json) return terminal.printJson({ template: language, file });
  terminal.print(file);
  const plant = template.command(file, pythonHere());
  terminal.log(
    `next: equipoise loop ${template.network}${template.options} --plant ${plant.includes(" ") ? `"${plant}"` : plant}`,
  );
  if (template.needs !== undefined) terminal.log(template.needs);
}

/** Many systems have no `python` but in an environment. */
function pythonHere(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = (name: string) => folders.some((folder) => folder !== "" && existsSync(join(folder, name)));
  return !found("python") && found("python3") ? "python3" : "python";
}
