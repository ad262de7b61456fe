/** What joins the pieces, and their registration. */
import type { CompiledNetwork, Forecast } from "../../src/families/family.js";
import { realTimeUnknown } from "../../src/families/real-time.js";
import { registerFamily } from "../../src/families/register-family.js";
import { inputsOfReference } from "../../src/analysis/sampled-inputs.js";
import type { Network } from "../../src/network/types.js";
import type { Utilisation } from "../../src/program/loihi/utilisation.js";
import { whyNotLowered } from "../../compiler/common/lowerable.js";
import type { NeuronModel } from "../../src/models/neuron-model.js";
import { compileShift, SHIFT_MODELS } from "./compile.js";
import { ShiftEmulator } from "./emulator.js";
import { SHIFT_OPTIONS, type ShiftOptions } from "./options.js";
import { seen, SHIFT_IMAGE, shown, type ShiftProgram } from "./program.js";
import { SHIFT1, type ShiftTarget } from "./target.js";

function utilisationOf({ cores }: ShiftProgram): Utilisation {
  return {
    cores: cores.map(({ neurons, synapses }, index) => ({
      index,
      chip: 0,
      core: index,
      x: index,
      y: 0,
      synapses: synapses.length,
      uses: [{ resource: "neurons", used: neurons.length, max: SHIFT1.limits.neuronsPerCore.value }],
    })),
    chips: [{ chip: 0, uses: [{ resource: "cores", used: cores.length, max: SHIFT1.limits.coresPerChip.value }] }],
    axons: null,
  };
}

function compiled(network: Network, target: ShiftTarget, options: ShiftOptions): CompiledNetwork {
  const { program, onChip } = compileShift(network, target, options);
  return {
    program: shown(program),
    diagnostics: [],
    onChip,
    createEmulator: async () => new ShiftEmulator(program),
    // Its neurons have no conductances, so that nothing asks for traces.
    inMillivolts: (recording) => recording,
    inputsOnChip: (recording) => inputsOfReference(onChip, recording),
    readoutOf: () => null,
    variants: [],
    utilisation: () => utilisationOf(program),
    imageUse: null,
    realTime: realTimeUnknown(network.dt, "nobody built it"),
  };
}

const shiftFamily = {
  passes: [{ name: "compile", summary: "Everything at once." }],
  whyNot: (model: NeuronModel) => whyNotLowered(model, SHIFT_MODELS),
  timestep: ({ dt }: Network) => dt,
  compile: compiled,
  forecast(network: Network, target: ShiftTarget, options: ShiftOptions): Forecast {
    const { onChip, program, realTime, imageUse } = compiled(network, target, options);
    const cores = seen(program).cores.length;
    return {
      onChip,
      variants: [],
      ledger: program.ledger,
      cores,
      chips: 1,
      tables: [],
      imageUse,
      realTime,
      misfit: null,
    };
  },
};

export function registerShiftFamily(): void {
  registerFamily<ShiftTarget, ShiftOptions>({
    name: "shift",
    targets: [SHIFT1],
    options: SHIFT_OPTIONS,
    family: shiftFamily,
    image: SHIFT_IMAGE,
    runner: {
      emulator: (program) => new ShiftEmulator(seen(program)),
      utilisation: (program) => utilisationOf(seen(program)),
      // Nothing reads its states in units of the description yet.
      readoutOf: () => null,
    },
  });
}
