/** What a plant sends, held against the queue of the board for which the network is compiled: its emulator takes more. */
import { counted } from "../diagnostics/counted.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { queueShort } from "../families/board-image.js";
import type { InjectedSpike } from "../program/execution-target.js";
import type { Program } from "../program/program.js";
import { targetById } from "../targets/registry.js";

/** Words that the queue of a program's board holds; null where its target has none. */
export function queueWordsOf({ target }: Pick<Program, "target">): number | null {
  const spec = targetById(target);
  return "image" in spec ? (spec.image?.injectWords.value ?? null) : null;
}

export class QueueWatch {
  private fullest: { readonly step: number; readonly spikes: number } | null = null;
  private short = 0;

  /** @param max words of the queue */
  constructor(private readonly max: number) {}

  /** Takes all that the plant sends for the steps of a block. */
  take(spikes: readonly InjectedSpike[]): void {
    const perStep = new Map<number, number>();
    for (const { step, count } of spikes) perStep.set(step, (perStep.get(step) ?? 0) + count);
    for (const [step, sum] of perStep) {
      if (sum + 1 <= this.max) continue;
      this.short++;
      if (sum > (this.fullest?.spikes ?? 0)) this.fullest = { step, spikes: sum };
    }
  }

  /** One warning, of the step that has most; null where the queue holds all. */
  get warning(): Diagnostic | null {
    if (this.fullest === null) return null;
    const { step, spikes } = this.fullest;
    const more = this.short > 1 ? `, the most of ${counted(this.short, "step")} that have too many` : "";
    return queueShort(
      `step ${step} has ${counted(spikes, "spike")} from the plant${more}`,
      { spikes, max: this.max },
      "send lower counts or rates, by fewer ids, or spread them over several steps",
    );
  }
}
