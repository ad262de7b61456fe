/**
 * Decides for each stream by itself whether it gets colour: a terminal does, a pipe does not, and the user's word goes before both
 * (no-color.org: NO_COLOR, not empty, forbids; FORCE_COLOR, not empty and not 0, asks for it; TERM=dumb cannot).
 */
import pc from "picocolors";

export type Colours = ReturnType<typeof pc.createColors>;

export function wantsColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if ((env.NO_COLOR ?? "") !== "") return false;
  if ((env.FORCE_COLOR ?? "") !== "") return env.FORCE_COLOR !== "0";
  return stream.isTTY === true && env.TERM !== "dumb";
}

export function coloursFor(stream: { readonly isTTY?: boolean }): Colours {
  return pc.createColors(wantsColour(stream));
}
