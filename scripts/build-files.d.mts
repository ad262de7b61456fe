/** Paths relative to the root: what tsc compiles, and what is copied beside it. */
export function buildInputs(root: string): { readonly compiled: readonly string[]; readonly assets: readonly string[] };
export function removeLeftovers(root: string): readonly string[];
export function stampBuild(root: string): void;
export function staleBuild(root: string): string | null;
