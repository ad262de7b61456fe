/** What the page writes when it saves: names of files, and cells of tables as a spreadsheet reads them. */

/** Letters and digits of any script, with single hyphens between them; at most 60 characters. */
export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase()
    .slice(0, 60);
}

/** Makes file names of parts; a number follows where a name would stand twice. */
export function fileNames(): (...parts: readonly string[]) => string {
  const taken = new Map<string, number>();
  return (...parts) => {
    const base = parts.map(slug).filter(Boolean).join("_");
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    return count === 1 ? base : `${base}-${count}`;
  };
}

/** One cell (RFC 4180): plain minus signs, no spaces inside numbers, and no name that a spreadsheet would take for a formula. */
export function csvCell(shown: string): string {
  const text = shown
    .replace(/\s+/g, (space) => (space === "\u202f" ? space : " "))
    .trim()
    .replace(/(\d)\u202f(?=\d)/g, "$1")
    .replace(/−(?=[\d∞])/g, "-");
  const guarded = /^[=+\-@]/.test(text) && !/^[+-]?[\d.∞]/.test(text) ? `'${text}` : text;
  return /[",\n;]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
