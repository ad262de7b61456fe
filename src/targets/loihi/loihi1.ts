/**
 * Loihi 1 (Intel, 2018): limits and widths as data, each with its public source.
 * Where public sources contradict each other the smaller value is taken and the note says so.
 */
import { HW_PROFILE, LAVA_PROFILE } from "./profiles.js";
import type { LoihiTarget } from "./target.js";

const NENGO = "nengo/nengo-loihi @ e564f66";
const LAVA = "lava-nc/lava @ b6822fb";

export const LOIHI1: LoihiTarget = {
  family: "loihi",
  id: "loihi1",
  title: "Intel Loihi",
  boards: [
    { id: "kapoho-bay", title: "Kapoho Bay (USB, 2 chips)", chips: 2, source: `${LAVA}: magma/core/resources.py` },
    {
      id: "nahuku8",
      title: "Nahuku with 8 chips",
      chips: 8,
      source: `${LAVA}: magma/core/resources.py (Nahuku: up to 32 chips)`,
    },
    { id: "nahuku32", title: "Nahuku with 32 chips", chips: 32, source: `${LAVA}: magma/core/resources.py` },
    {
      id: "pohoiki-springs",
      title: "Pohoiki Springs (24 Nahuku boards, 768 chips)",
      chips: 768,
      source: "Intel, Pohoiki Springs announcement (2020); vendor statement, not from code",
    },
  ],
  defaultBoard: "nahuku32",
  profiles: { lava: LAVA_PROFILE, hw: HW_PROFILE },
  defaultProfile: "hw",
  placementIsAccurate: true,
  limits: {
    coresPerChip: { value: 128, source: `${NENGO}: hardware/allocators.py` },
    compartmentsPerCore: { value: 1024, source: `${NENGO}: block.py MAX_COMPARTMENTS` },
    inputAxonsPerCore: {
      value: 4096,
      source: `${NENGO}: block.py MAX_IN_AXONS`,
      note: "Synapse-map entries; learning would need two per axon.",
    },
    outputAxonsPerCore: {
      value: 4096,
      source: `${NENGO}: block.py MAX_OUT_AXONS`,
      note: "Slots; a discrete axon takes one.",
    },
    synapseMemoryBits: {
      value: 1_048_576,
      source: `${NENGO}: block.py MAX_SYNAPSE_BITS`,
      note: "16,384 words of 64 bits.",
    },
    compartmentProfiles: {
      value: 31,
      source: `${NENGO}: hardware/builder.py build_core (asserts < 32), builder/validate.py (allows 32)`,
      note: "Sources contradict each other: 31 or 32; the smaller is taken.",
    },
    thresholdProfiles: {
      value: 7,
      source: `${NENGO}: hardware/builder.py build_core (asserts < 8), builder/validate.py (allows 16)`,
      note: "Sources contradict each other: 7 or 16; the smaller is taken.",
    },
    synapseFormats: {
      value: 15,
      source: `${NENGO}: builder/validate.py (16 with the unused index 0), nxsdk_objects.py MAX_SYNAPSE_CFGS = 8 (never checked)`,
      note: "Sources contradict each other: the checked limit of 15 usable formats is taken; more than 7 may not load on every tool version.",
    },
    maxDelay: {
      value: 63,
      source: `${LAVA}: proc/dense/models.py (DelayDense, 6 bits); brian2_loihi @ 9ac5842 allows 62`,
      note: "The 62 of brian2_loihi is the same delay counted from another step.",
    },
    maxRefractory: {
      value: 63,
      source: `${NENGO}: nxsdk_objects.py REFRACT_DELAY_MAX`,
      note: "6 bits; value k means k - 1 dead steps.",
    },
  },
  widths: {
    u: 24,
    v: 24,
    decay: 12,
    uDecayOffset: 1,
    vDecayOffset: 0,
    biasMantissa: 13,
    biasExponentMax: 7,
    thresholdMantissa: 17,
    thresholdShift: 6,
    weightShift: 6,
    weightMantissa: 8,
  },
  synapse: {
    wordBits: 64,
    weightBits: [0, 1, 2, 3, 4, 5, 6, 8],
    indexBits: [0, 6, 7, 8, 9, 10, 11, 12],
    maxDelayBits: 6,
    synapsesPerBlock: 64,
    formatIdBits: 4,
    countBits: 6,
    source: `${NENGO}: block.py SynapseConfig (bits_per_axon, WEIGHT_BITS_MAP, INDEX_BITS_MAP); delay bits after ${LAVA}`,
  },
  comparator: ">",
};
