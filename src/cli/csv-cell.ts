/** A cell of a CSV table (RFC 4180): quoted where its text needs it. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
