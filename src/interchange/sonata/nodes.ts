/** Nodes of a SONATA population as populations and spike sources of a description: one for each node type. */
import { fail } from "../../diagnostics/diagnostic.js";
import type { NeuronModel } from "../../models/neuron-model.js";
import { NEURON_MODELS } from "../../models/registry.js";
import { nameFor, withUnit, type Json } from "../described-network.js";
import type { Hdf5Group } from "../hdf5.js";
import type { Dialect, Part, SonataContext } from "./context.js";
import { ownName } from "./own.js";
import { SonataTable } from "./table.js";
import type { TypeRow } from "./types-table.js";

/** Of NEST's models, and without effect on a neuron that nothing learns from. */
const WITHOUT_EFFECT = new Set(["tau_minus", "tau_minus_triplet", "V_min", "frozen", "node_uses_wfr"]);
const PYNN_UNIT: Readonly<Record<string, string>> = { pF: "nF", pA: "nA", nS: "uS" };
const WITH_MORPHOLOGY = /^(biophysical|single_compartment)$/;
/** ms; a stop beyond it is none: PyNN writes 1e10. */
const WITHOUT_END = 1e9;
const MODELS: readonly NeuronModel[] = Object.values(NEURON_MODELS);

/** Adds the nodes of one population. */
export function addNodes(ctx: SonataContext, name: string, tree: Hdf5Group, types: ReadonlyMap<number, TypeRow>): void {
  const table = new SonataTable(`nodes of ${name}`, tree, "node", types, ctx.paramsIn("point_neuron_models_dir"));
  const ids = table.dataset("node_id") ?? Float64Array.from({ length: table.size }, (_, k) => k);
  const typeIds = [...new Set(table.typeIds)].sort((a, b) => a - b);
  const partOf = Uint32Array.from(table.typeIds, (type) => typeIds.indexOf(type));
  const localOf = new Uint32Array(table.size);
  const parts = typeIds.map((type, p) => {
    const rows = Uint32Array.from(partOf.keys()).filter((row) => partOf[row] === p);
    rows.forEach((row, local) => (localOf[row] = local));
    return addPart(
      ctx,
      table,
      type,
      rows,
      typeIds.length === 1 ? name : `${name}.${table.word(type, "pop_name") ?? type}`,
    );
  });
  ctx.populations.set(name, { parts, indexOfId: new Map(Array.from(ids, (id, k) => [id, k])), partOf, localOf });
}

function addPart(ctx: SonataContext, table: SonataTable, type: number, rows: Uint32Array, wanted: string): Part {
  const name = nameFor(ownName(ctx.own?.names, wanted), ctx.taken);
  ctx.taken.add(name);
  const size = rows.length;
  const modelType = table.word(type, "model_type") ?? "point_neuron";
  if (modelType === "virtual") {
    addVirtual(ctx, name, table, rows);
    return { name, size, dialect: "NEST" };
  }
  const place = `population ${name}`;
  if (WITH_MORPHOLOGY.test(modelType))
    fail("sonata-cannot", `${modelType} cells have a morphology, and point neurons are run here`, {
      place: { object: place },
      hint: "replace them by point neurons (model_type point_neuron)",
    });
  const template = table.word(type, "model_template") ?? "";
  const [schema, called] = template.includes(":") ? template.split(":") : ["nest", template];
  const dialect: Dialect = schema === "pynn" ? "PyNN" : "NEST";
  const model = MODELS.find((one) => (dialect === "PyNN" ? one.pynn?.name : one.name) === called);
  if (model === undefined || !/^(nest|pynn)$/.test(schema))
    fail("sonata-cannot", `the model_template ${template === "" ? "is missing" : `${template} is not run here`}`, {
      place: { object: place },
      hint: `models are ${MODELS.map(({ name: own, pynn }) => `nest:${own}${pynn === undefined ? "" : ` (pynn:${pynn.name})`}`).join(", ")}`,
    });
  ctx.losses.add(
    "assumed",
    place,
    `${dialect === "PyNN" ? "PyNN's" : "NEST's"} dialect: ${template}, parameters in its units`,
  );
  ctx.builder.populations[name] = { size, ...neuronOf(ctx, name, table, rows, model, dialect, called) };
  return { name, size, model, dialect };
}

function neuronOf(
  ctx: SonataContext,
  name: string,
  table: SonataTable,
  rows: Uint32Array,
  model: NeuronModel,
  dialect: Dialect,
  called: string,
): { readonly [key: string]: Json } {
  const neuron: Record<string, Json> = { model: called };
  const rest = table.parameterNames(rows);
  const missing: string[] = [];
  for (const [key, { unit, pynn }] of Object.entries(model.parameters)) {
    const word = dialect === "PyNN" ? (pynn ?? key) : key;
    rest.delete(word);
    const values = table.numbers([word], rows);
    if (values === undefined) missing.push(word);
    else
      neuron[word] = ctx.builder.quantity(
        `${name}.${word}`,
        values,
        dialect === "PyNN" ? (PYNN_UNIT[unit] ?? unit) : unit,
      );
  }
  const follows = new Set(
    ["tau_m", "g_L"].filter((one) => model.leak === "g_L" && !missing.includes(one === "tau_m" ? "g_L" : "tau_m")),
  );
  const left = missing.filter((word) => !follows.has(word));
  if (left.length > 0)
    ctx.losses.add("assumed", `population ${name}`, `${left.join(", ")}: not in the file, and ${dialect}'s defaults`);
  const word = dialect === "PyNN" ? "v" : "V_m";
  rest.delete(word);
  const initial = table.numbers([word], rows);
  for (const one of rest)
    if (!WITHOUT_EFFECT.has(one))
      ctx.losses.add("lost", `population ${name}`, `${one} is no parameter of ${model.name} here`);
  return initial === undefined
    ? { neuron }
    : { neuron, initial: { V_m: ctx.builder.quantity(`${name}.V_m`, initial, "mV") } };
}

function addVirtual(ctx: SonataContext, name: string, table: SonataTable, rows: Uint32Array): void {
  if (ctx.own !== null) return;
  const size = rows.length;
  const rate = table.numbers(["rate"], rows);
  if (rate === undefined) {
    // Until an input of the simulation says what they send.
    ctx.builder.stimuli[name] = { type: "host", size };
    return;
  }
  const start = table.numbers(["start"], rows)?.[0] ?? 0;
  const duration = table.numbers(["duration"], rows)?.[0] ?? Infinity;
  ctx.builder.stimuli[name] = {
    type: "poisson_pool",
    size,
    rate: ctx.builder.quantity(`${name}.rate`, rate, "Hz"),
    ...(start > 0 ? { start: withUnit(start, "ms") } : {}),
    ...(start + duration < WITHOUT_END ? { stop: withUnit(start + duration, "ms") } : {}),
  };
  ctx.losses.add("assumed", `virtual ${name}`, "its rate, as PyNN writes it, makes it Poisson sources");
}
