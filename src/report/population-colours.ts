/**
 * Colours of populations: excitatory ones warm, inhibitory ones cold, on every plot of the page. A verification does not say which
 * populations inhibit, so the name decides; it is a choice of colour only. Both families also differ in lightness, which those see who cannot tell hues.
 */
import type { Rgb } from "./png.js";

export interface PopulationColour {
  /** CSS class that sets --c. */
  readonly className: string;
  /** For the static raster, which has one palette. */
  readonly rgb: Rgb;
}

/** The same values as --e0… and --i0… of the light theme in client/report.css. */
const EXCITATORY: readonly Rgb[] = [
  [0xc4, 0x46, 0x01],
  [0x8f, 0x2d, 0x00],
  [0xd1, 0x6a, 0x2a],
  [0x96, 0x5d, 0x08],
  [0xb8, 0x32, 0x4a],
  [0x6e, 0x3b, 0x1a],
];
const INHIBITORY: readonly Rgb[] = [
  [0x00, 0x67, 0xa5],
  [0x00, 0x3f, 0x6b],
  [0x2d, 0x86, 0xbf],
  [0x0a, 0x7a, 0x88],
  [0x4b, 0x5f, 0xbd],
  [0x14, 0x80, 0x72],
];

const INHIBITORY_NAME = /^(i|in|inh|gaba|pv|sst?|som|vip|fs|basket)\d*$/i;

/** `I`, `L4I`, `L23i`, `inh_2`, `layer 5 inhibitory`, `PV`, `interneurons`. */
export function looksInhibitory(name: string): boolean {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return words.some(
    (word) =>
      INHIBITORY_NAME.test(word) ||
      /inhib|interneuron/i.test(word) ||
      /^L?\d+\w?\d*[iI]$/.test(word) ||
      /[a-z\d]I$/.test(word),
  );
}

export function populationColours(names: readonly string[]): PopulationColour[] {
  let excitatory = 0;
  let inhibitory = 0;
  return names.map((name) => {
    const inhibits = looksInhibitory(name);
    const family = inhibits ? INHIBITORY : EXCITATORY;
    const slot = (inhibits ? inhibitory++ : excitatory++) % family.length;
    return { className: `c-${inhibits ? "i" : "e"}${slot}`, rgb: family[slot] };
  });
}
