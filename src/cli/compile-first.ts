/** From an integer network to a program, in words: where only a program is taken. */
import { basename, resolve } from "node:path";

/** The program file that compiling it makes, unless told: beside the folder, with its name. */
export function programFileOf(path: string): string {
  const bare = path.replace(/[/\\]+$/, "");
  return `${/^\.{0,2}$/.test(basename(bare)) ? resolve(bare) : bare}.eqp`;
}

/** How an integer network becomes what is taken where only a program is: the words of a hint. */
export function compileFirst(path: string): string {
  const program = programFileOf(path.replace(/\.json$/i, ""));
  return `compile it first, \`equipoise compile ${path} --out ${program}\`, and give ${program}`;
}
