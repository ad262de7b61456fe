/** shellWords: a command as a line that a shell reads as these words. */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}

/** One word, quoted only where it must be. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
