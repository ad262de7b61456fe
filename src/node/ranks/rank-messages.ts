/** What rank 0 and the others tell each other, beside the spikes of blocks. */
import type { ExchangeLayout } from "../../environment/slice-places.js";
import type { RankCosts } from "./block-traffic.js";

export type ToRank =
  | { readonly kind: "start"; readonly slice: number; readonly start: object }
  | { readonly kind: "post"; readonly slice: number; readonly message: object }
  | { readonly kind: "exchange"; readonly run: number; readonly layout: ExchangeLayout }
  /** Ends the run under way; another may follow. */
  | { readonly kind: "stop" }
  | { readonly kind: "costs" }
  /** @see sentence why the run ended; null: it is done */
  | { readonly kind: "end"; readonly sentence: string | null };

export type FromRank =
  | { readonly kind: "message"; readonly run: number; readonly slice: number; readonly message: unknown }
  | { readonly kind: "failed"; readonly run: number; readonly slice: number; readonly why: string }
  | { readonly kind: "lost"; readonly rank: number; readonly why: string }
  | { readonly kind: "costs"; readonly costs: RankCosts };
