/** Each verdict and each outcome has a shape of its own, so that nothing rests on colour alone. */
import type { Equivalence } from "../verdict/tost.js";
import type { VerdictWord } from "../verdict/verdict.js";
import { html, type Html } from "./html.js";

const SHAPES: Readonly<Record<VerdictWord, Html>> = {
  survives: html`<circle cx="24" cy="24" r="21"/><path class="mark" d="M14 25l7 7 13-15"/>`,
  drifts: html`<path d="M24 4L45 42H3z"/><path class="mark" d="M13 33c4-6 7-6 11-2s7 4 11-2"/>`,
  breaks: html`<path d="M15 3H33L45 15V33L33 45H15L3 33V15z"/><path class="mark" d="M16 16L32 32M32 16L16 32"/>`,
  "not-balanced": html`<circle cx="24" cy="24" r="21"/><path class="mark" d="M11 33L37 15M24 24v11M18 35h12"/>`,
  inconclusive: html`<path d="M24 2L46 24L24 46L2 24z"/><path class="mark" d="M19 20c0-8 11-7 10-1-1 4-5 4-5 9M24 33.500v1"/>`,
};

export function verdictIcon(word: VerdictWord): Html {
  return html`<svg class="verdict-icon" viewBox="0 0 48 48" aria-hidden="true">${SHAPES[word]}</svg>`;
}

/** none: there was nothing to judge. */
export type MarkedOutcome = Equivalence | "none";

const OUTCOMES: Readonly<Record<MarkedOutcome, { readonly word: string; readonly shape: Html }>> = {
  yes: {
    word: "within",
    shape: html`<circle cx="8" cy="8" r="7"/><path class="mark" d="M4.500 8.500l2.500 2.500 4.500-5.500"/>`,
  },
  no: {
    word: "outside",
    shape: html`<path d="M5 1H11L15 5V11L11 15H5L1 11V5z"/><path class="mark" d="M5 5l6 6M11 5l-6 6"/>`,
  },
  undecided: {
    word: "undecided",
    shape: html`<path d="M8 0.500L15.500 8 8 15.500 0.500 8z"/><path class="mark" d="M5 8h6"/>`,
  },
  none: { word: "not judged", shape: html`<circle class="hollow" cx="8" cy="8" r="6"/>` },
};

export function outcomeBadge(outcome: Equivalence): Html {
  const { word, shape } = OUTCOMES[outcome];
  return html`<span class="outcome outcome-${outcome}"><svg viewBox="0 0 16 16" aria-hidden="true">${shape}</svg>${word}</span>`;
}

/** The badge without its word, which a screen reader still reads. */
export function outcomeMark(outcome: MarkedOutcome, meaning = meaningOf(outcome)): Html {
  return html`<span class="outcome outcome-${outcome}"><svg viewBox="0 0 16 16" role="img" aria-label="${meaning}"><title>${meaning}</title>${OUTCOMES[outcome].shape}</svg></span>`;
}

function meaningOf(outcome: MarkedOutcome): string {
  const { word } = OUTCOMES[outcome];
  return outcome === "yes" || outcome === "no" ? `${word} its margin` : word;
}
