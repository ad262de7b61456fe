/**
 * What the verdict's honesty is tested on: networks that hold a balance by construction, networks that hold none by construction, and changes
 * of known size. What they are is known beforehand from theory or from what was cut, never from what the verdict says of them.
 */
import {
  balancedNetwork,
  brunelNetwork,
  STRONG_INHIBITION,
  type BalancedNetwork,
  type BrunelNetwork,
} from "./study-networks.js";

export interface Construction {
  readonly id: string;
  /** Why it is what it is. */
  readonly why: string;
  readonly description: string;
}

export interface Broken extends Construction {
  /** The healthy network that it was made from by a sabotage. */
  readonly healthy: string;
}

const SECONDS = 1;
const sqrtK = (changes: Partial<BalancedNetwork> = {}) =>
  balancedNetwork({ ...STRONG_INHIBITION, K: 100, size: 500, seconds: SECONDS, ...changes });
/** Jumps of 6 % of the way from reset to threshold; asynchronous irregular (CV ≈ 1) where Brunel's own J = 0.1 mV is nearly regular at this size. */
const brunel = (changes: Partial<BrunelNetwork> = {}) =>
  brunelNetwork({
    C_E: 80,
    size: 800,
    J: 0.6,
    g: 6,
    eta: 2,
    timestep: 0.5,
    duration: 1000 * SECONDS,
    sample: 20,
    ...changes,
  });

const VVS = "X_E/X_I > W_EI/W_II > W_EE/W_IE and r = −W⁻¹X > 0 (van Vreeswijk & Sompolinsky 1998)";

export const balanced: readonly Construction[] = [
  ...[100, 200, 400].map((K) => ({ id: `1/√K, K = ${K}`, why: VVS, description: sqrtK({ K }) })),
  {
    id: "Brunel, g = 6, η = 2",
    why: "inhibition dominates (g > 4) above threshold drive: asynchronous irregular (Brunel 2000)",
    description: brunel(),
  },
];

/** One excitatory train a cell, no recurrence: rates and CV like those of a balanced network, and no cancellation. */
const NOISE = `stimuli:
  noise_E: { type: poisson, target: E, rate: 170 Hz, weight: 200 pA, delay: 1 ms }
  noise_I: { type: poisson, target: I, rate: 155 Hz, weight: 200 pA, delay: 1 ms }
`;
/** Balanced for four fifths of the record, driven far beyond threshold in the last. */
const LATE = `stimuli:
  late: { type: current, target: [E, I], amplitude: 2000 pA, start: ${300 + 800 * SECONDS} ms, stop: ${300 + 1000 * SECONDS} ms }
`;
const NONE = [
  [0, 0],
  [0, 0],
] as const;

const ofSqrtK: readonly (readonly [id: string, why: string, changes: Partial<BalancedNetwork>])[] = [
  [
    "I→E removed",
    "nothing cancels the drive of E",
    {
      weights: [
        [1, 0],
        [1, -5],
      ],
    },
  ],
  [
    "E→I removed",
    "I does not follow E",
    {
      weights: [
        [1, -6],
        [0, -5],
      ],
    },
  ],
  [
    "g below balance",
    "W_EI/W_II < W_EE/W_IE in magnitude and det W < 0: no stable balance",
    {
      weights: [
        [1, -0.5],
        [1, -0.6],
      ],
    },
  ],
  ["drive of I too strong", "X_E/X_I < W_EI/W_II: the rate of E would be negative", { drive: [1, 1.5] }],
  ["weights constant, K = 100", "jumps of 6 mV, whatever K: mean ∝ K", { J: 6 * Math.sqrt(100) }],
  ["weights constant, K = 400", "jumps of 6 mV, whatever K: mean ∝ K", { K: 400, J: 6 * Math.sqrt(400) }],
  [
    "weights 1/K",
    "jumps of 0.09 mV with mean input just above threshold: fluctuations vanish, CV → 0",
    { J: 0.9, rate: 200 },
  ],
  ["silent", "drive of a twentieth, below threshold", { rate: 3 }],
  ["saturated", "twelvefold drive: beyond the refractory limit of a rate code", { rate: 720 }],
  ["synchronous", "delay 8 ms: the loop oscillates", { delay: 8 }],
  ["regular", "no recurrence, constant drive above threshold", { J: 1, weights: NONE, rate: 100 }],
  [
    "irregular by noise alone",
    "no recurrence, Poisson excitation below threshold: nothing is cancelled",
    { weights: NONE, rate: 0.001, more: NOISE },
  ],
  ["breaks late", "balanced, then driven far beyond threshold in the last fifth", { more: LATE }],
];

const ofBrunel: readonly (readonly [id: string, why: string, changes: Partial<BrunelNetwork>])[] = [
  ["Brunel, g = 3", "excitation dominates (g < 4): fast firing (Brunel 2000)", { g: 3 }],
  ["Brunel, I→E removed", "nothing cancels the drive of E", { without: ["I→E"] }],
  ["Brunel, weights 1/K", "jumps a tenth: mean-driven and regular", { J: 0.06 }],
  ["Brunel, η = 0.5", "external drive half of what reaches threshold", { eta: 0.5 }],
];

export const broken: readonly Broken[] = [
  ...ofSqrtK.map(([id, why, changes]) => ({ id, why, description: sqrtK(changes), healthy: sqrtK() })),
  ...ofBrunel.map(([id, why, changes]) => ({ id, why, description: brunel(changes), healthy: brunel() })),
];

/** Changes of known size of the 1/√K network: `all` recurrent weights, or those from I to E, by this factor. */
export interface Planted {
  readonly id: string;
  readonly which: "all" | "I→E";
  /** Relative change of the weights. */
  readonly change: number;
  readonly description: string;
}

const [[EE, EI], [IE, II]] = STRONG_INHIBITION.weights;

export function planted(which: Planted["which"], change: number): Planted {
  const f = 1 + change;
  const g = which === "all" ? f : 1;
  return {
    id: `${which === "all" ? "all recurrent weights" : "I→E"} ${change > 0 ? "+" : "−"}${Number(Math.abs(100 * change).toPrecision(3))} %`,
    which,
    change,
    description: sqrtK({
      weights: [
        [EE * g, EI * f],
        [IE * g, II * g],
      ],
    }),
  };
}
