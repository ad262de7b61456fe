/** Inputs of a SONATA simulation: spikes of virtual nodes, current clamps. */
import { fail } from "../../diagnostics/diagnostic.js";
import { nameFor, withUnit } from "../described-network.js";
import { at, readHdf5, type Hdf5Group } from "../hdf5.js";
import { mustHave, wordOf, type SonataConfig } from "./config.js";
import { noSuchNode, type SonataContext } from "./context.js";

/** Spike files and current clamps of a simulation. */
export async function addInputs(ctx: SonataContext): Promise<void> {
  for (const [name, input] of Object.entries(ctx.config.inputs)) {
    const kind = wordOf(input.input_type, "no type");
    if (kind === "spikes") await addSpikes(ctx, name, input);
    else if (kind === "current_clamp" && addClamp(ctx, name, input)) continue;
    else
      ctx.losses.add("lost", `input ${name}`, `inputs of ${kind} (${wordOf(input.module, "no module")}) are not read`);
  }
  for (const { parts } of ctx.populations.values())
    for (const { name, model } of parts)
      if (model === undefined && (ctx.builder.stimuli[name] as { type?: string }).type === "host")
        ctx.losses.add(
          "assumed",
          `virtual ${name}`,
          "no input says what it sends: its spikes come from a host while the network runs",
        );
}

function addClamp(ctx: SonataContext, name: string, input: SonataConfig["inputs"][string]): boolean {
  const { amp, delay, duration, node_set: target } = input;
  const nodes = typeof target === "string" ? ctx.populations.get(target) : undefined;
  if (typeof amp !== "number" || typeof delay !== "number" || typeof duration !== "number" || nodes === undefined)
    return false;
  const steps = [
    { at: withUnit(delay, "ms"), amplitude: withUnit(amp, "nA") },
    { at: withUnit(delay + duration, "ms"), amplitude: "0 nA" },
  ];
  const targets = nodes.parts.filter(({ model }) => model !== undefined).map((part) => part.name);
  const free = nameFor(name, ctx.taken);
  ctx.taken.add(free);
  ctx.builder.stimuli[free] = { type: "step_current", target: targets, steps };
  return true;
}

async function addSpikes(ctx: SonataContext, name: string, input: SonataConfig["inputs"][string]): Promise<void> {
  const file = input.input_file;
  if (typeof file !== "string" || !/\.h5$/i.test(file)) {
    ctx.losses.add("lost", `input ${name}`, `spikes of ${wordOf(file, "no file")} are not read: .h5 files are`);
    return;
  }
  const tree = at(await readHdf5(mustHave(file, ctx.read(file), ctx.config.path), file), "spikes");
  if (tree?.kind !== "group")
    fail("sonata-invalid", `${file} has no group /spikes`, { hint: "name a SONATA file of spikes" });
  for (const [population, spikes] of tree.members) {
    const nodes = ctx.populations.get(population);
    if (spikes.kind !== "group" || nodes === undefined) continue;
    const times = numbersAt(spikes, "timestamps");
    const ids = numbersAt(spikes, "node_ids");
    if (times === undefined || ids?.length !== times.length)
      fail("sonata-invalid", `${file}: the spikes of ${population} have no timestamps, or not one node for each`, {
        hint: "the file is damaged",
      });
    nodes.parts.forEach((part, p) => {
      if (part.model !== undefined) return;
      const index = (k: number) => nodes.indexOfId.get(ids[k]) ?? noSuchNode(file, "spiking", ids[k], k);
      const own = Uint32Array.from(times.keys()).filter((k) => nodes.partOf[index(k)] === p);
      ctx.builder.stimuli[part.name] = {
        type: "spike_times",
        size: part.size,
        unit: "1 ms",
        times: {
          array: ctx.builder.column(
            `${part.name}.times`,
            Float64Array.from(own, (k) => times[k]),
          ),
          source: ctx.builder.column(
            `${part.name}.source`,
            Uint32Array.from(own, (k) => nodes.localOf[index(k)]),
          ),
        },
      };
    });
  }
}

function numbersAt(tree: Hdf5Group, name: string): Float64Array | undefined {
  const found = tree.members.get(name);
  return found?.kind === "dataset" && found.type !== "str"
    ? Float64Array.from(found.values as Float64Array)
    : undefined;
}
