/** Every core of a program, for tables and for other programs: as CSV, one row a core, and as JSON, all but packed memory. */
import type { CoreImage } from "../program/loihi/program.js";
import type { Utilisation } from "../program/loihi/utilisation.js";
import type { Program } from "../program/program.js";
import type { SpinnakerCore } from "../program/spinnaker/machine-image.js";
import { quoted } from "../recording/csv.js";

/** A column for each resource, and one for its limit, empty where that is not public. */
export function coresAsCsv({ populations, cores }: Program, use: Utilisation): string {
  const column = (resource: string) => resource.replaceAll(/[ -]/g, "_");
  const resources = use.cores[0]?.uses.map(({ resource }) => resource) ?? [];
  const head = ["index", "chip", "core", "x", "y", "populations", "neurons", "synapses"];
  const rows = use.cores.map(({ index, chip, core, x, y, synapses, uses }) => {
    const { neurons } = cores[index];
    const here = populations.filter(({ first, size }) => neurons.some((id) => id >= first && id < first + size));
    const names = quoted(here.map(({ name }) => name).join(" "));
    const used = uses.flatMap(({ used: of, max }) => [of, max ?? ""]);
    return [index, chip, core, x, y, names, neurons.length, synapses, ...used].join(",");
  });
  const columns = [...head, ...resources.flatMap((resource) => [column(resource), `${column(resource)}_max`])];
  return `${[columns.join(","), ...rows].join("\n")}\n`;
}

/** All registers, tables and settings of a core; of packed memory and routes how much there is (`--dump` writes the synapses). */
export function coresAsJson(program: Program, use: Utilisation): object[] {
  const cores: readonly (CoreImage | SpinnakerCore)[] = program.cores;
  return cores.map((core, index) => {
    const { chip, core: number, x, y, synapses, uses } = use.cores[index];
    return {
      index,
      chip,
      core: number,
      x,
      y,
      synapses,
      uses,
      ...("synapseMemory" in core ? loihiCore(core) : machineCore(core)),
    };
  });
}

function loihiCore(core: CoreImage): object {
  const { neurons, profiles, profileOf, thresholds, thresholdOf, biasMantissa, biasExponent, u0, v0 } = core;
  const { vmin, vmax, noise, formats, axonStart, outCore, synapseMemory } = core;
  return {
    ...{ neurons, profiles, profileOf, thresholds, thresholdOf, biasMantissa, biasExponent, u0, v0 },
    ...{ vmin, vmax, noise, formats },
    ...{ inputAxons: axonStart.length, outputAxons: outCore.length, synapseMemoryBytes: synapseMemory.length },
  };
}

function machineCore({ rowStart, words, ...rest }: SpinnakerCore): object {
  return { ...rest, rows: rowStart.length - 1, words: words.length };
}
