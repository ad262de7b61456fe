/**
 * How much memory a network needs, from its description alone: a network that this machine cannot hold is refused before anything is
 * drawn. Bytes a synapse of the drawn arrays are what their types say (src/network/types.ts).
 */
import type { NetworkDescription, ProjectionDescription, Spread } from "../description/types.js";
import { digitsAbove } from "../numerics/two-digits.js";
import { fail } from "../diagnostics/diagnostic.js";
import { environment } from "../environment/environment.js";
import { expectedSynapses } from "./draw-projection.js";

const GB = 1e9;
export interface NetworkNeed {
  /** Expected. */
  readonly synapses: number;
  /** Of them between neurons: what every chip has to hold. */
  readonly betweenNeurons: number;
  /** Of the drawn arrays. */
  readonly bytes: number;
}

const varies = (spread: Spread) => spread.kind !== "constant" && !("sd" in spread && spread.sd === 0);

/** Source ids of 2 or 4 bytes; weights of 4 and delays of 1, or 2 where one is long, where they are not all alike. */
export function bytesOfSynapse(
  { connect, weight, delay }: ProjectionDescription,
  preSize: number,
): { readonly ids: number; readonly weight: number; readonly delay: number } {
  const listed = connect.rule === "explicit" ? connect : { weight: undefined, delay: undefined };
  return {
    ids: preSize <= 65_536 ? 2 : 4,
    weight: listed.weight !== undefined || varies(weight) ? 4 : 0,
    delay: listed.delay !== undefined || varies(delay) ? 2 : 0,
  };
}

/** Explicit lists and pairs drawn in an order of their own exist twice while they are sorted, one projection at a time. */
function bytesWhileSorted({ connect }: ProjectionDescription): number {
  if (connect.rule === "explicit") return 12;
  return connect.rule === "fixed_outdegree" || connect.rule === "fixed_total_number" ? 4 : 0;
}

export function networkNeed({
  populations,
  sources,
  projections,
}: Pick<NetworkDescription, "populations" | "sources" | "projections">): NetworkNeed {
  const sizes = new Map([...populations, ...sources].map(({ name, size }) => [name, size]));
  const neurons = new Set(populations.map(({ name }) => name));
  let [synapses, betweenNeurons, bytes, sorting] = [0, 0, 0, 0];
  for (const projection of projections) {
    const preSize = sizes.get(projection.pre) ?? 0;
    const n = expectedSynapses(projection, preSize, sizes.get(projection.post) ?? 0);
    synapses += n;
    if (neurons.has(projection.pre)) betweenNeurons += n;
    const each = bytesOfSynapse(projection, preSize);
    bytes += n * (each.ids + each.weight + each.delay);
    sorting = Math.max(sorting, n * bytesWhileSorted(projection));
  }
  return { synapses, betweenNeurons, bytes: bytes + sorting };
}

export function inGigabytes(bytes: number): string {
  return `${Number((bytes / GB).toPrecision(3))} GB`;
}

export function inMillions(synapses: number): string {
  return `${Number((synapses / 1e6).toPrecision(3)).toLocaleString("en")} million synapses`;
}

/**
 * @param bytes needed for what is about to be done
 * @param doing completes "… needs about 20 GB for"
 * @param more what else to say of a network that is refused, e.g. how many cores it would take
 * @throws EquipoiseError `network-too-large`, where the environment says how much memory there is
 */
export function requireMemory(
  { synapses }: Pick<NetworkNeed, "synapses">,
  bytes: number,
  doing: string,
  more = "",
): void {
  const machine = environment().memory;
  if (machine === undefined) return;
  const memory = machine.usable();
  if (bytes <= memory) return;
  fail(
    "network-too-large",
    `the network has about ${inMillions(synapses)} and needs about ${inGigabytes(bytes)} for ${doing}, where at most ${digitsAbove(memory / GB, 3)} GB of this machine are used${more}`,
    {
      hint: `lower sizes or in-degrees, or use a larger machine; ${machine.howToAllowMore}`,
    },
  );
}
