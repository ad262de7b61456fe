/** The command that gives this result again, quoted for a shell. @param program what comes before its words */
export function commandLine(program = "equipoise"): string {
  const quote = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  return [program, ...process.argv.slice(2).map(quote)].join(" ");
}
