/** Edges of a SONATA population as projections: one for each pair of node types that they join. */
import { fail } from "../../diagnostics/diagnostic.js";
import { WEIGHT_UNIT } from "../../models/neuron-model.js";
import { nameFor } from "../described-network.js";
import type { Hdf5Group } from "../hdf5.js";
import { noSuchNode, type Part, type SonataContext } from "./context.js";
import { ownName } from "./own.js";
import { SonataTable } from "./table.js";
import type { TypeRow } from "./types-table.js";

/** NEST's, ms. */
const DEFAULT_DELAY = 1;
const STATIC = /^(nest:)?static_synapse$|^pynn:StaticSynapse$/;

/** Adds the edges of one population. */
export function addEdges(ctx: SonataContext, name: string, tree: Hdf5Group, types: ReadonlyMap<number, TypeRow>): void {
  const place = `edges of ${name}`;
  const table = new SonataTable(place, tree, "edge", types, ctx.paramsIn("synaptic_models_dir"));
  const ends = (["source", "target"] as const).map((end) => {
    const ids = table.mustHave(`${end}_node_id`);
    const population = table.attribute(`${end}_node_id`, "node_population");
    const nodes = population === undefined ? undefined : ctx.populations.get(population);
    if (nodes === undefined)
      fail(
        "sonata-invalid",
        `${place}: ${end}_node_id is of the population ${population ?? "that it does not name"}, which no file of nodes has`,
        {
          hint: "add its file to networks.nodes",
        },
      );
    const index = Uint32Array.from(ids, (id, k) => nodes.indexOfId.get(id) ?? noSuchNode(place, end, id, k));
    return { nodes, index };
  });
  checkEdgeTypes(table, place);
  const [source, target] = ends;
  const weights = weightsOf(ctx, table, place);
  const all = Uint32Array.from({ length: table.size }, (_, k) => k);
  const delays = table.numbers(["delay"], all);
  if (delays === undefined) ctx.losses.add("assumed", place, `no delays: NEST's ${DEFAULT_DELAY} ms`);
  const several = source.nodes.parts.length * target.nodes.parts.length > 1;
  source.nodes.parts.forEach((pre, p) =>
    target.nodes.parts.forEach((post, q) => {
      const chosen = all.filter(
        (k) => source.nodes.partOf[source.index[k]] === p && target.nodes.partOf[target.index[k]] === q,
      );
      if (chosen.length === 0) return;
      if (post.model === undefined)
        fail("sonata-cannot", `${chosen.length} edges lead to the virtual nodes ${post.name}`, {
          place: { object: place },
          hint: "virtual nodes only send",
        });
      // By target, then as they stand in the file.
      const rows = sortedBy(chosen, target.index, target.nodes.partOf.length);
      const wanted = ownName(ctx.own?.projections, name, several ? `${name}: ${pre.name}→${post.name}` : name);
      const scale = scaleOf(table, rows, post, weights);
      ctx.builder.synapses(
        nameFor(wanted, { has: (one) => Object.hasOwn(ctx.builder.projections, one) }),
        pre.name,
        post.name,
        {
          pre: Uint32Array.from(rows, (k) => source.nodes.localOf[source.index[k]]),
          post: Uint32Array.from(rows, (k) => target.nodes.localOf[target.index[k]]),
          weight: exactOrSingle(Float64Array.from(rows, (k, n) => weights[k] * scale[n])),
          weightUnit: WEIGHT_UNIT[post.model.synapse],
          delay: delays === undefined ? DEFAULT_DELAY : Float64Array.from(rows, (k) => delays[k]),
        },
      );
    }),
  );
}

/** Rows by a key below `keys`; those of one key keep their order. In time and memory that grow with them only: there may be millions. */
function sortedBy(rows: Uint32Array, keyOf: Uint32Array, keys: number): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (const row of rows) next[keyOf[row] + 1]++;
  for (let key = 0; key < keys; key++) next[key + 1] += next[key];
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) sorted[next[keyOf[row]]++] = row;
  return sorted;
}

function checkEdgeTypes(table: SonataTable, place: string): void {
  for (const type of new Set(table.typeIds)) {
    const template = table.word(type, "model_template");
    if (template !== undefined && !STATIC.test(template))
      fail("sonata-cannot", `synapses of ${template} change or have states, and only static ones are run here`, {
        place: { object: place },
        hint: "use static_synapse (PyNN: StaticSynapse)",
      });
    const weights = table.word(type, "weight_function");
    if (weights !== undefined && weights !== "wmax")
      fail("sonata-cannot", `the weights are computed by the Python function ${weights}`, {
        place: { object: place },
        hint: "write them out as syn_weight",
      });
  }
}

/** As they stand in the file, times the number of synapses that an edge stands for. */
function weightsOf(ctx: SonataContext, table: SonataTable, place: string): Float64Array {
  const all = Uint32Array.from({ length: table.size }, (_, k) => k);
  const weights = table.numbers(["syn_weight", "weight", "weight_max"], all);
  if (weights === undefined)
    return fail("sonata-invalid", `${place}: it has no weights`, { hint: "give syn_weight, in HDF5 or in the types" });
  const counts = table.numbers(["nsyns"], all);
  if (counts === undefined) return weights;
  ctx.losses.add("exact", place, "an edge of nsyns synapses is one of nsyns times the weight, as BMTK runs it");
  return weights.map((weight, k) => weight * counts[k]);
}

/** To the model's unit and sign: NEST's is it already, of PyNN's the receptor says the sign of conductances. */
function scaleOf(table: SonataTable, rows: Uint32Array, post: Part, weights: Float64Array): Float64Array {
  if (post.dialect === "NEST") return new Float64Array(rows.length).fill(1);
  const synapse = post.model!.synapse;
  const unit = synapse === "delta" ? 1 : 1000;
  return Float64Array.from(rows, (k) => {
    const inhibitory = table.word(table.typeIds[k], "receptor_type") === "inhibitory";
    return synapse === "conductance" && inhibitory && weights[k] > 0 ? -unit : unit;
  });
}

/** Weights are float32 here; one for all stays what it is. */
function exactOrSingle(weights: Float64Array): number | Float32Array<ArrayBuffer> {
  return weights.length > 0 && weights.every((one) => one === weights[0]) ? weights[0] : Float32Array.from(weights);
}
