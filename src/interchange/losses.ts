/** What a door could not carry, assumed or mended: a list of sentences, each with its place. Nothing is dropped in silence. */

/**
 *   lost      the other side has no word for it, or a value moved on the way
 *   assumed   the file does not say it, and a value was taken
 *   repaired  the file was not right, and was read as if it were
 *   exact     carried in other words, without a difference
 */
export type LossKind = "lost" | "assumed" | "repaired" | "exact";

export interface Loss {
  readonly kind: LossKind;
  /** `node lif1`, `projection E→I`. */
  readonly where: string;
  /** One sentence without its full stop. */
  readonly what: string;
}

/** Losses in the order in which they are met, each once. */
export class LossList {
  private readonly seen = new Set<string>();
  readonly losses: Loss[] = [];

  add(kind: LossKind, where: string, what: string): void {
    const key = JSON.stringify([kind, where, what]);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.losses.push({ kind, where, what });
  }
}
