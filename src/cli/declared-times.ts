/** Options of the parsed command whose values are times: the parser keeps their text, and what reads it stands with their declaration (time-option.ts). */

/** Makes a number of what was typed. */
type ReadTime = (option: string, text: string) => number;

const declared = new Map<string, ReadTime>();

/** @param name as it is typed, without dashes */
export function declareTime(name: string, read: ReadTime): void {
  declared.set(name, read);
}

/** Replaces the texts by numbers, under every name that the parser gives an option. @throws EquipoiseError `bad-option` */
export function readTimes(argv: Record<string, unknown>): void {
  for (const [name, read] of declared) {
    const text = argv[name];
    if (typeof text !== "string") continue;
    const value = read(`--${name}`, text);
    argv[name] = value;
    argv[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
}
