/** Independent check of `lower`: propagators recomputed by integrating one step numerically, every synapse of a kept source present. */
import { loihiModel } from "../lowering/models.js";
import type { Network } from "../../../src/network/types.js";
import { valueAt } from "../../../src/network/types.js";
import type { Lowered, PassContext } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";

/** Steps of the integration; time constants far below dt would need more, and are left to the bounds of the analytic form. */
const MOST_STEPS = 1 << 20;

/** V after dt of dV/dt = -V/tau_m + I/C, dI/dt = -I/tau_s from V = 0, I = 1 (fourth-order Runge–Kutta, 64 steps a time constant); undefined where that takes too many. */
function integrateStep(dt: number, tauM: number, tauS: number, capacitance: number): number | undefined {
  const n = 64 * Math.max(1, Math.ceil(dt / Math.min(tauM, tauS)));
  if (n > MOST_STEPS) return undefined;
  const h = dt / n;
  let v = 0;
  for (let k = 0; k < n; k++) {
    const current = (t: number): number => Math.exp(-(k * h + t) / tauS) / capacitance;
    const k1 = -v / tauM + current(0);
    const k2 = -(v + (h / 2) * k1) / tauM + current(h / 2);
    const k3 = -(v + (h / 2) * k2) / tauM + current(h / 2);
    const k4 = -(v + h * k3) / tauM + current(h);
    v += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return v;
}

export function checkLowered(network: Network, output: Lowered, _context: PassContext): void {
  const { neurons } = output;
  for (const [name, values] of Object.entries<Float64Array | Uint32Array>({ ...neurons })) {
    if (values.length !== network.size)
      internalFault(`lower: neurons.${name} has ${values.length} entries for ${network.size} neurons`);
    for (let i = 0; i < values.length; i++)
      if (!Number.isFinite(values[i])) internalFault(`lower: neurons.${name}[${i}] is ${values[i]}`);
  }
  for (const p of network.populations) {
    const { synapse, atOperatingPoint } = loihiModel(p);
    if (
      synapse !== "current" ||
      atOperatingPoint ||
      p.size === 0 ||
      p.parameters.tau_syn_ex !== p.parameters.tau_syn_in
    )
      continue;
    const get = (name: "tau_m" | "tau_syn_ex" | "C_m"): number => valueAt(p.parameters[name], 0);
    const expected = integrateStep(network.dt, get("tau_m"), get("tau_syn_ex"), get("C_m"));
    const found = neurons.unitWeight[p.first];
    if (expected !== undefined && Math.abs(found - expected) > 1e-6 * Math.abs(expected))
      internalFault(`lower: P21 of population ${p.name} is ${found}, numerical integration gives ${expected}`);
  }
  const kept = new Set(output.keptSources);
  const synapses = network.projections.reduce(
    (sum, p) => sum + (p.preKind === "source" && !kept.has(p.pre) ? 0 : p.source.length),
    0,
  );
  const lowered = output.projections.reduce((sum, { projection: p }) => sum + p.source.length, 0);
  if (synapses !== lowered) internalFault(`lower: ${lowered} synapses left of ${synapses}`);
}
