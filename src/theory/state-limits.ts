/**
 * What is called silent, saturated, synchronous and unbalanced: one limit each, for what theory predicts (`check`) and for what a run shows
 * (`verify`), so that both mean the same by a balanced state.
 */

/** Hz. Balance needs every mean rate > 0 (van Vreeswijk & Sompolinsky 1998, eqs. 4.3-4.6); below this a second-long record is empty. */
export const SILENT_RATE = 0.05;
/** Hz. Balanced rates are far below saturation (Brunel 2000, SR state near 1/t_ref below g = 4); cortical rates are 1 to 30 Hz. */
export const SATURATED_RATE = 100;
/** Mean pair correlation; asynchronous networks have about 0.01 or less (Renart et al. 2010; Ecker et al. 2010), synchronous ones several tenths. */
export const SYNCHRONOUS_CORRELATION = 0.1;
/**
 * Modulation of the rate beyond Poisson noise. 1/√2 is a rate that swings as a sine down to zero: the fast, weakly synchronized oscillation
 * of Brunel & Hakim (1999), in which single cells stay irregular. At 1 the rate comes in bursts.
 */
export const SYNCHRONOUS_MODULATION = 1;
/** Excitation alone must reach threshold, else noise and not cancellation keeps the neuron irregular (van Vreeswijk & Sompolinsky 1996: drive O(√K)). */
export const BALANCED_DRIVE = 1;
/** ρ: at least half of the excitation is cancelled. Tight balance has ρ ≪ 1, loose balance up to a few tenths (Ahmadian & Miller 2021). */
export const BALANCED_RESIDUAL = 0.5;
/**
 * Mean net input over the threshold input. What cancellation leaves is of the order of the threshold (van Vreeswijk & Sompolinsky 1998, section 3:
 * O(1) in K); balanced networks have 0 to 1 here. Far beyond it the cells are pinned below or above threshold, as with weights that do not fall
 * with K, even where more than half of the excitation is cancelled.
 */
export const BALANCED_NET = 5;
