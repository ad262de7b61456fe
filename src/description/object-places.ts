/**
 * Where the objects of a description stand in its text, by the words that every later stage calls them in its messages: `projection s`,
 * `population E`, `spike source v`, `current d→E`. Drawing and compiling see no text; what they refuse has its place from here.
 */
import { EquipoiseError, type Diagnostic, type TextPlace } from "../diagnostics/diagnostic.js";
import { formatPath, type DocumentPath, type Locator } from "./problems.js";

export interface DescribedObject {
  /** As messages about the description name it: `stimuli.d`. */
  readonly path: string;
  readonly place: TextPlace;
}

/** By kind and name: `projection s`. */
export type ObjectPlaces = ReadonlyMap<string, DescribedObject>;

/** The place of a probe that is no object of any other stage, by its index among the probes of the description. */
export function probeObject(index: number): string {
  return `probe ${index}`;
}

export function locateObjects(paths: ReadonlyMap<string, DocumentPath>, locate: Locator): ObjectPlaces {
  return new Map(
    [...paths].map(([object, path]) => [object, { path: formatPath(path), place: locate(path, "key") }] as const),
  );
}

/** What ends a name in a message: nothing that a longer name could go on with. */
const AFTER_NAME = /^($|[:,.]? |[:,]$)/;

/** The object that a text begins with; of two names of which one begins with the other, the longer one. */
function objectAtStart(text: string, places: ObjectPlaces): string | undefined {
  let found: string | undefined;
  for (const object of places.keys())
    if (text.startsWith(object) && AFTER_NAME.test(text.slice(object.length)) && object.length > (found?.length ?? 0))
      found = object;
  return found;
}

function placed(diagnostic: Diagnostic, places: ObjectPlaces): Diagnostic {
  const { place, message, severity } = diagnostic;
  if (severity !== "error" || (place !== undefined && "file" in place)) return diagnostic;
  const object = objectAtStart(place === undefined ? message : place.object, places);
  if (object === undefined) return diagnostic;
  const said = place === undefined || message.includes(place.object) ? message : `${place.object}: ${message}`;
  return { ...diagnostic, message: said, place: places.get(object)!.place };
}

/** The same error, its diagnostics at the places in the text of what they name; one that has such a place keeps it. */
export function atObjects(error: EquipoiseError, places: ObjectPlaces): EquipoiseError {
  return new EquipoiseError(
    error.diagnostics.map((diagnostic) => placed(diagnostic, places)),
    error.exitCode,
  );
}
