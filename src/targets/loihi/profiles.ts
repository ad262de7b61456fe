/**
 * The two public descriptions of Loihi arithmetic, as data. Where they differ: docs/numerics.md.
 * Sources: Lava `lava-nc/lava` @ b6822fb, class PyLifModelBitAcc; nengo-loihi `nengo/nengo-loihi` @ e564f66, builder/discretize.py and emulator/interface.py.
 */
import type { LoihiProfileSpec } from "./target.js";

export const LAVA_PROFILE: LoihiProfileSpec = {
  id: "lava",
  summary:
    "Lava's bit-accurate models: no refractory period, no noise, no limits of v but ±(2^23-1), sums shifted by the weight exponent",
  source:
    "lava-nc/lava @ b6822fb: proc/lif/models.py (PyLifModelBitAcc), proc/dense/models.py (AbstractPyDenseModelBitAcc)",
  accumulatorBits: null,
  uOverflow: "lava-single-wrap",
  negativeExponent: "shift-sum",
  minWeightExponent: -8,
  maxWeightExponent: 7,
  refractory: false,
  voltageLimits: false,
  noise: false,
};

export const HW_PROFILE: LoihiProfileSpec = {
  id: "hw",
  summary:
    "nengo-loihi's emulator, checked by its authors against the chip: 22-bit accumulator, two's-complement u, vmin and vmax, refractory period, noise",
  source:
    "nengo/nengo-loihi @ e564f66: emulator/interface.py, builder/discretize.py (Q_BITS = 21 and a sign; exponents 0..-7, per synapse >= -6; nengo asserts -7..7)",
  accumulatorBits: 22,
  uOverflow: "twos-complement",
  negativeExponent: "shift-weight",
  minWeightExponent: -6,
  maxWeightExponent: 7,
  refractory: true,
  voltageLimits: true,
  noise: true,
};
