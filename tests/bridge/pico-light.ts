/** What the light of a Pico shows, read from the pin. */
import type { PicoChip } from "./pico-chip.js";

export const LED = 25;
const BEAT_US = 65_536;

/** The light at the middle of each of so many beats. */
export function beats(board: PicoChip, count: number): string {
  let seen = "";
  board.run(BEAT_US - (board.now % BEAT_US) + BEAT_US / 2);
  for (let k = 0; k < count; k++) {
    seen += board.pin(LED) ? "#" : ".";
    board.run(BEAT_US);
  }
  return seen;
}

/** A pattern that repeats, wherever it was begun. */
export const repeats = (seen: string, pattern: string) =>
  [...pattern].some(
    (_, k) => seen === (pattern.slice(k) + pattern.repeat(seen.length / pattern.length)).slice(0, seen.length),
  );

/** A code of the light: so many flashes, then dark. */
export const code = (count: number) => ("##..".repeat(count) + ".".repeat(32)).slice(0, 32);
