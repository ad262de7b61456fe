/** What each metric is, in one clause for a reader who has not met it; the definitions are in docs/verdict.md. */
import type { VerdictRow } from "../verdict/verdict.js";
import { html, type Html } from "./html.js";

const MEANINGS: Readonly<Record<string, string>> = {
  rate: "spikes per neuron and second",
  silent: "share of the neurons that never fire",
  cv: "irregularity: SD over mean of the intervals between spikes; 0 for a clock, 1 for chance",
  lv: "irregularity from neighbouring intervals only (local variation), which a slow drift of the rate does not raise",
  correlation:
    "how alike the spike counts of two neurons go up and down, mean over pairs; near 0 when they fire independently",
  fano: "variance over mean of the population's spike count: how much the population fires together; compared in octaves (doublings)",
  prominence: "how far the strongest rhythm stands out from the background of the spectrum, in octaves",
  rhythm: "frequency of that rhythm",
  chi: "synchrony of the voltages: near 0 when asynchronous, 1 when all move together",
  "drive-e": "mean excitatory input of a neuron, external input included",
  "drive-i": "mean inhibitory input of a neuron",
  residual: "share of the excitatory input that inhibition leaves uncancelled; small in tight balance, falls as 1/√K",
  fluctuation: "SD in time of the net input, which is what fires a balanced cell",
  "lag-peak":
    "tracking: how closely inhibition follows excitation moment by moment (peak of their correlation; 1: a mirror)",
  lag: "tracking: how long after excitation inhibition follows",
  "v-star": "mean membrane voltage",
  "tau-eff": "membrane time constant with all conductances open",
  "g-ratio": "mean excitatory over mean inhibitory conductance",
  ks: "Kolmogorov–Smirnov distance of two distributions: the largest share of neurons (or pairs) by which one lies below a value more often than the other",
  wasserstein:
    "Wasserstein distance of two distributions: how far, on average, values must be moved to turn one into the other",
};

/** Empty for a metric that this page does not know. */
export function meaningOf({ id, kind }: Pick<VerdictRow, "id" | "kind">): string {
  const key = kind === "mean" ? id : kind;
  // A file's metric may be called like something that every object has.
  return Object.hasOwn(MEANINGS, key) ? MEANINGS[key] : "";
}

/** Every metric of the rows once, a distance by its kind, in their order. */
export function glossary(rows: readonly VerdictRow[]): Html {
  const terms = new Map<string, string>();
  for (const row of rows) {
    const term = row.kind === "mean" ? row.metric : row.kind === "ks" ? "KS distance" : "Wasserstein distance";
    if (meaningOf(row) !== "") terms.set(term, meaningOf(row));
  }
  return html`<div class="glossary"><h3>What the metrics are</h3><dl>${[...terms].map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl></div>`;
}
