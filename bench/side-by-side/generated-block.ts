/** Blocks of a document that a command writes: what stands between <!-- begin NAME --> and <!-- end NAME -->. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/python-environments.js";

/** @throws Error where the document has no such block */
export function replaceBlock(document: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the document has no block between ${begin} and ${end}`);
  return `${document.slice(0, from + begin.length)}\n${content.trim()}\n${document.slice(to)}`;
}

/** Writes a block of a page of docs/. */
export function writeBlock(name: string, content: string, page = "performance.md"): void {
  const file = join(ROOT, "docs", page);
  writeFileSync(file, replaceBlock(readFileSync(file, "utf8"), name, content));
}
