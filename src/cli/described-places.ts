/** Where the objects of the command's description stand in its file: what fails after it was read names them, and `reportFailure` says where they are. */
import type { ObjectPlaces } from "../description/object-places.js";

let places: ObjectPlaces = new Map();

export function rememberPlaces(found: ObjectPlaces): void {
  places = found;
}

/** Of the description that was read last; none before. */
export function rememberedPlaces(): ObjectPlaces {
  return places;
}
