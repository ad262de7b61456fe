import fc from "fast-check";
import { expect, it } from "vitest";
import { BoardIds } from "./board-ids.js";

it("leads from every id to a place and back, and nobody is where nobody was put", () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 60 }), (places) => {
      const ids = new BoardIds(Uint32Array.from(places));
      const all = places.map((_, id) => id);
      expect(ids.onBoard(all)).toEqual(places);
      for (let place = 0; place < 220; place++) expect(ids.inProgram(place)).toBe(places.indexOf(place));
    }),
  ));
