/**
 * Loihi 2 (Intel, 2021), the public part only: its resource accounting is not public, so limits are null where unknown
 * and placement makes no claim. Lava uses one arithmetic class (PyLifModelBitAcc) for both chips, so that widths are those of Loihi 1.
 */
import { LOIHI1 } from "./loihi1.js";
import { LAVA_PROFILE } from "./profiles.js";
import type { Limit } from "../limit.js";
import type { LoihiTarget } from "./target.js";

const LAVA = "lava-nc/lava @ b6822fb";
const unknown = (what: string): Limit => ({
  value: null,
  source: "not public",
  note: `${what}: held in the closed part of Lava for Loihi 2; not checked.`,
});

export const LOIHI2: LoihiTarget = {
  family: "loihi",
  id: "loihi2",
  title: "Intel Loihi 2 (public part)",
  boards: [
    { id: "oheo-gulch", title: "Oheo Gulch (1 chip)", chips: 1, source: `${LAVA}: magma/core/resources.py` },
    {
      id: "kapoho-point",
      title: "Kapoho Point (4 chips in the smallest form)",
      chips: 4,
      source: `${LAVA}: magma/core/resources.py`,
    },
  ],
  defaultBoard: "kapoho-point",
  profiles: { lava: LAVA_PROFILE },
  defaultProfile: "lava",
  placementIsAccurate: false,
  limits: {
    coresPerChip: {
      value: 128,
      source: "open-neuromorphic.org, Loihi 2 page; vendor statements 2021",
      note: "120 usable is often quoted.",
    },
    compartmentsPerCore: {
      value: 8192,
      source: "vendor statements 2021 (1 M neurons a chip, 128 cores)",
      note: "Fewer with large neuron programs.",
    },
    inputAxonsPerCore: unknown("input axons"),
    outputAxonsPerCore: unknown("output axons"),
    synapseMemoryBits: unknown("synapse memory of a core"),
    compartmentProfiles: unknown("compartment profiles"),
    thresholdProfiles: unknown("threshold profiles"),
    synapseFormats: unknown("synapse formats"),
    maxDelay: { value: 63, source: `${LAVA}: proc/dense/models.py (DelayDense: 6 bits)` },
    maxRefractory: unknown("refractory period"),
  },
  widths: LOIHI1.widths,
  synapse: { ...LOIHI1.synapse, source: `${LOIHI1.synapse.source}; assumed for Loihi 2, whose layout is not public` },
  comparator: ">",
};
