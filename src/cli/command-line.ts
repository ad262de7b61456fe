/** The command that gives this result again, quoted for a shell. */
export function commandLine(): string {
  const quote = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  return ["equipoise", ...process.argv.slice(2)].map(quote).join(" ");
}
