/** The `probes:` block: what is recorded besides all spikes. */
import { MOST_PROBES, PROBE_VARIABLES, type ProbeVariable } from "./probe.js";
import type { RawProbes } from "./document-schema.js";
import { selectNeurons, SelectionError } from "./neuron-selection.js";
import { shorterThanStep } from "./off-grid-times.js";
import { probeObject } from "./object-places.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readQuantity } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import { suggest } from "./suggest.js";
import type { NetworkDescription, PopulationDescription, ProbeDescription } from "./types.js";
import { KINDS } from "./units.js";

type RawProbe = NonNullable<RawProbes["record"]>[number];

export function readProbes(
  ctx: LoweringContext,
  { spikes, record = [] }: RawProbes,
  populations: ReadonlyMap<string, PopulationDescription>,
): Pick<NetworkDescription, "probes" | "spikesKept"> {
  const probes = record.flatMap((raw, k) => {
    const path = ["probes", "record", k];
    return readProbe(ctx, raw, path, populations).map((probe) => ({ probe, path }));
  });
  probes.forEach(({ path }, k) => ctx.objects.set(probeObject(k), path));
  const count = probes.reduce((sum, { probe }) => sum + probe.variables.length, 0);
  if (count > MOST_PROBES)
    ctx.problems.error(
      "too-many-probes",
      ["probes", "record"],
      `probes.record: ${count} variables of populations, at most ${MOST_PROBES}`,
      "record several neurons of a population by one probe",
    );
  if (spikes === "probed" && !record.some(({ variables }) => variablesOf(variables).includes("spikes")))
    ctx.problems.error(
      "no-spikes-probed",
      ["probes", "spikes"],
      "probes.spikes: no probe records spikes, so that none would be kept",
      "write spikes: all, or a probe whose variables have spikes",
    );
  return {
    ...(probes.length > 0 && { probes: probes.map(({ probe }) => probe) }),
    ...(spikes === "probed" && { spikesKept: "probed" }),
  };
}

/** Each once, in the order of PROBE_VARIABLES. */
function variablesOf(raw: RawProbe["variables"]): ProbeVariable[] {
  const asked = new Set(typeof raw === "string" ? [raw] : raw);
  return PROBE_VARIABLES.filter((variable) => asked.has(variable));
}

function readProbe(
  ctx: LoweringContext,
  raw: RawProbe,
  path: DocumentPath,
  populations: ReadonlyMap<string, PopulationDescription>,
): ProbeDescription[] {
  const every = readPeriod(ctx, raw.every, [...path, "every"]);
  const variables = variablesOf(raw.variables);
  const names = typeof raw.of === "string" ? [raw.of] : raw.of;
  return names.flatMap((name, k) => {
    const at = typeof raw.of === "string" ? [...path, "of"] : [...path, "of", k];
    const population = populations.get(name);
    if (population === undefined) {
      const known = [...populations.keys()];
      ctx.problems.error(
        "unknown-name",
        at,
        `${formatPath(at)}: there is no population \`${name}\``,
        ctx.problems.full ? undefined : suggest(name, known),
      );
      return [];
    }
    checkVariables(ctx, variables, population, [...path, "variables"]);
    const neurons = readSelection(ctx, raw.neurons, population, [...path, "neurons"]);
    return neurons === undefined
      ? []
      : [{ population: name, neurons, variables, ...(every === undefined ? {} : { every }) }];
  });
}

function checkVariables(
  ctx: LoweringContext,
  variables: readonly ProbeVariable[],
  { name, model }: PopulationDescription,
  path: DocumentPath,
): void {
  if (ctx.models[model]?.synapse === "conductance") return;
  const wrong = variables.find((variable) => variable === "g_E" || variable === "g_I");
  if (wrong !== undefined)
    ctx.problems.error(
      "no-such-variable",
      path,
      `${formatPath(path)}: ${name} has no ${wrong}: its synapses (${model}) are no conductances`,
      "record u, or I_E and I_I",
    );
}

function readSelection(
  ctx: LoweringContext,
  raw: RawProbe["neurons"],
  { name, size }: PopulationDescription,
  path: DocumentPath,
): Uint32Array | undefined {
  // Without a size, which was reported, there is nothing to select from.
  if (Number.isNaN(size)) return undefined;
  try {
    return selectNeurons(raw, size);
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    ctx.problems.error("bad-selection", path, `${formatPath(path)}: ${name}: ${error.message}`);
    return undefined;
  }
}

function readPeriod(ctx: LoweringContext, raw: RawProbe["every"], path: DocumentPath): number | undefined {
  if (raw === undefined) return undefined;
  const every = readQuantity(ctx, raw, path, KINDS.time);
  if (Number.isNaN(every)) return undefined;
  if (every <= 0 || shorterThanStep(every, ctx.timestep)) {
    ctx.problems.error(
      "out-of-range",
      path,
      `${formatPath(path)}: must be at least one time step (${ctx.timestep} ms), got ${every} ms`,
    );
    return undefined;
  }
  ctx.offGrid.one(path, "the period of a probe", every, "instant");
  return every;
}
