/** The ids by which a board knows neurons and spike sources, where they are not the program's: a board of several cores numbers its places. */

export class BoardIds {
  /** By id on the board; -1: nobody. */
  private readonly byPlace: Int32Array;

  /** @param places id on the board of every neuron and source of the program, by id; all different */
  constructor(readonly places: Uint32Array) {
    this.byPlace = new Int32Array(places.reduce((most, place) => Math.max(most, place + 1), 0)).fill(-1);
    places.forEach((place, id) => (this.byPlace[place] = id));
  }

  /** Gives the ids of the program's neurons and sources on the board. */
  onBoard(ids: readonly number[]): number[] {
    return ids.map((id) => this.places[id]);
  }

  /** Gives the program's id of what the board names; -1 where nobody is. */
  inProgram(place: number): number {
    return this.byPlace[place] ?? -1;
  }
}
