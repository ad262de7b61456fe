/**
 * Names, cells and file names were written by others: what steers a terminal or turns the direction of its text is shown, not sent.
 * `\x1b` for an escape character, `\u202e` for a right-to-left override; line feeds and tabs stay, they are the text's own.
 */

/** C0 but tab and line feed, DEL, C1, marks and overrides of direction, separators of lines and paragraphs. */
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The colours of this program: they may stay where a terminal wants colour. */
const COLOUR = /(\x1b\[(?:0|[12]|22|3[0-79]|9[0-7])m)/;

/** Characters that JSON leaves as they are; they stand in strings only. */
const STEERING_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function named(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : inJson(character);
}

function inJson(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** @param colours whether the text may hold this program's own colours */
export function visibleText(text: string, colours = false): string {
  if (!colours) return text.replace(STEERING, named);
  return text
    .split(COLOUR)
    .map((part, k) => (k % 2 === 1 ? part : part.replace(STEERING, named)))
    .join("");
}

/** In one line: for what stands in a cell or a status line. */
export function visibleLine(text: string, colours = false): string {
  return visibleText(text, colours).replace(/[\t\n]/g, (c) => (c === "\t" ? "\\t" : "\\n"));
}

/** JSON as it is printed: the same values, in characters that a terminal shows. */
export function visibleJson(json: string): string {
  return json.replace(STEERING_IN_JSON, inJson);
}
