/** How full a core is, as one of the colour classes u0 … u8 of the style sheet; the same on the still map and on the chosen one. */

/** Steps of the colour scale; the class above them is for more than the limit. */
export const SHADES = 8;

/** @param max the limit of the resource; null where it is not public */
export function shade(used: number, max: number | null): number {
  if (max === null || max === 0) return 0;
  if (used > max) return SHADES;
  return Math.min(SHADES - 1, Math.floor((SHADES * used) / max));
}

/** `chip 0, core 3: 100 of 1024`, and what of, where the map does not say it. */
export function describeCore(name: string, used: number, max: number | null, resource = ""): string {
  return `${name}: ${used}${max === null ? "" : ` of ${max}`}${resource === "" ? "" : ` ${resource}`}`;
}
