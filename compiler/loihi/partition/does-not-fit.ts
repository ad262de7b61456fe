/**
 * What is said when a network does not fit: the binding resource, a table of (used, max), and what would fit.
 */
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { EquipoiseError } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { RESOURCE_USE } from "../../../src/diagnostics/resource-use.js";
import type { CoreResource, Partitioned, PassContext } from "../stages.js";

/** What to do about a neuron that exceeds a core on its own. */
const advice: Readonly<Partial<Record<CoreResource, string>>> = {
  "input axons": "give each neuron fewer distinct presynaptic partners (lower K)",
  "output axons": "let a neuron reach fewer cores: lower its out-degree",
  "synapse memory bits":
    "lower K or the weight bits: a list of n synapses takes n·(weight + delay + index) + 10 bits, rounded up to 64",
  "synapse formats": "use fewer projections onto one population, or one sign mode for several",
};

export interface Misfit {
  readonly partitioned: Partitioned;
  readonly tooLarge: readonly { readonly neuron: number; readonly resource: CoreResource }[];
  /** Cores of the board. */
  readonly boardCores: number;
}

/** @throws EquipoiseError with exit code 5: one error, then a note for each resource (used, max) */
export function refuseOversize(misfit: Misfit, context: PassContext): never {
  throw new EquipoiseError([mainDiagnostic(misfit, context, "error"), ...table(misfit)], ExitCode.doesNotFit);
}

export function warnOversize(misfit: Misfit, context: PassContext): void {
  context.report(mainDiagnostic(misfit, context, "warning"));
  for (const row of table(misfit)) context.report(row);
}

/**
 * What a program file cannot say, on virtual cores either: a block of synapse memory names its format in `formatIdBits` bits
 * (id 0 is not used), and a route names an input axon in 16.
 * @throws EquipoiseError with exit code 5
 */
export function refuseUnwritable({ cores }: Partitioned, context: PassContext): void {
  const { formatIdBits } = context.target.synapse;
  const fields: readonly { resource: CoreResource; max: number; why: string }[] = [
    {
      resource: "synapse formats",
      max: 2 ** formatIdBits - 1,
      why: `synapse memory names a format in ${formatIdBits} bits`,
    },
    { resource: "input axons", max: 2 ** 16, why: "a route names an input axon in 16 bits" },
  ];
  for (const { resource, max, why } of fields) {
    const index = cores.findIndex((core) => core.use[resource].used > max);
    if (index < 0) continue;
    const neuron = cores[index].neurons[0];
    throw new EquipoiseError(
      [
        {
          code: "core-unwritable",
          severity: "error",
          message: `Core ${index} needs more ${resource} than a program can name, on virtual cores (--oversize) too: ${why}.`,
          place: { object: `core ${index}, neuron ${neuron}` },
          limit: { what: `${resource} per core`, used: cores[index].use[resource].used, max },
          hint: advice[resource],
        },
      ],
      ExitCode.doesNotFit,
    );
  }
}

/** The resource that stopped most cores. */
function bindingResource(partitioned: Partitioned): CoreResource | undefined {
  const entries = Object.entries(partitioned.binding) as [CoreResource, number][];
  return entries.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

function mainDiagnostic(misfit: Misfit, context: PassContext, severity: "error" | "warning"): Diagnostic {
  const { partitioned, tooLarge, boardCores } = misfit;
  const { board, target } = context;
  const { network } = partitioned.quantized.scaled.lowered;
  const oversize = severity === "warning" ? " The arithmetic is emulated anyway on virtual cores (--oversize)." : "";
  if (tooLarge.length > 0) {
    const { neuron, resource } = tooLarge[0];
    const use = partitioned.cores[partitioned.coreOf[neuron]].use[resource];
    const population = network.populations.find((p) => neuron >= p.first && neuron < p.first + p.size);
    return {
      code: "neuron-exceeds-core",
      severity,
      message: `${tooLarge.length === 1 ? "One neuron does" : `${tooLarge.length} neurons do`} not fit into a core of their own: ${resource} of a core of ${target.title} bind.${oversize}`,
      place: { object: `population ${population?.name ?? "?"}, neuron ${neuron - (population?.first ?? 0)}` },
      limit: { what: `${resource} per core`, ...use },
      hint: advice[resource] ?? "split the population",
    };
  }
  const cores = partitioned.cores.length;
  const binding = bindingResource(partitioned);
  return {
    code: "network-exceeds-board",
    severity,
    message:
      `The network needs ${cores} cores on ${Math.ceil(cores / (boardCores / board.chips))} chips, more than ${board.title} has` +
      `${binding === undefined ? "" : `; ${binding} per core bind`}.${oversize}`,
    place: { object: `network ${network.name}` },
    limit: { what: "cores", used: cores, max: boardCores },
    hint: wayOut(misfit, context, binding),
  };
}

function wayOut(misfit: Misfit, { target, board }: PassContext, binding: CoreResource | undefined): string {
  const { partitioned, boardCores } = misfit;
  const cores = partitioned.cores.length;
  const perChip = boardCores / board.chips;
  const ways: string[] = [];
  const larger = [...target.boards].sort((a, b) => a.chips - b.chips).find((b) => b.chips * perChip >= cores);
  if (larger !== undefined) ways.push(`use --board ${larger.id} (${larger.chips} chips)`);
  const share = largestShare(partitioned, boardCores);
  if (share > 0)
    ways.push(
      `lower all in-degrees to about ${Math.floor(share * 100)} % (K ≈ ${Math.floor(share * meanInDegree(partitioned))} inputs a neuron, an estimate)`,
    );
  if (binding === "synapse memory bits") ways.push("use fewer weight bits (--weight-bits)");
  ways.push("use fewer neurons", "or emulate it anyway with --oversize");
  return ways.join(", ");
}

function meanInDegree({ quantized }: Partitioned): number {
  const { network } = quantized.scaled.lowered;
  return network.synapses / Math.max(1, network.size);
}

/**
 * Largest factor on all in-degrees with which the network would need at most `available` cores, for sources drawn at random:
 * n neurons with k inputs of M ids use M(1 - (1 - k/M)^n) input axons, and n·C(1 - (1 - 1/C)^k) output axons, C = N/n.
 * Memory scales with n·k. 0 where even the fewest inputs do not help.
 */
function largestShare(partitioned: Partitioned, available: number): number {
  const { network } = partitioned.quantized.scaled.lowered;
  const { size, sourceSize } = network;
  const n = size / available;
  const k = meanInDegree(partitioned);
  const ids = size + sourceSize;
  const { use } = partitioned.cores[0];
  if (n > use.compartments.max) return 0;
  const meanBits = partitioned.cores.reduce((sum, c) => sum + c.use["synapse memory bits"].used, 0) / size;
  const fits = (share: number) => {
    const inputs = Math.min(ids, k * share);
    return (
      ids * (1 - (1 - inputs / ids) ** n) <= use["input axons"].max &&
      n * available * (1 - (1 - 1 / available) ** (k * share)) <= use["output axons"].max &&
      n * meanBits * share <= use["synapse memory bits"].max
    );
  };
  let low = 0;
  let high = 1;
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low * k < 1 ? 0 : low;
}

/** One note for each resource with a public limit: the most that a core uses. */
function table({ partitioned, boardCores }: Misfit): Diagnostic[] {
  const rows: Diagnostic[] = [];
  const cores = partitioned.cores;
  if (Number.isFinite(boardCores)) rows.push(row("cores of the board", cores.length, boardCores));
  const resources = Object.keys(cores[0]?.use ?? {}) as CoreResource[];
  for (const resource of resources) {
    const { max } = cores[0].use[resource];
    if (!Number.isFinite(max)) continue;
    const used = cores.reduce((most, c) => Math.max(most, c.use[resource].used), 0);
    rows.push(row(`${resource} of the fullest core`, used, max, partitioned.binding[resource]));
  }
  return rows;
}

function row(what: string, used: number, max: number, bound = 0): Diagnostic {
  const message = bound > 0 ? `${what}; stopped ${bound} cores from taking one more neuron` : what;
  return { code: RESOURCE_USE, severity: "note", message, limit: { what, used, max } };
}
