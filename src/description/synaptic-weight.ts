/**
 * Weights: in the unit of the postsynaptic model, or as the voltage they cause.
 *
 *   jump  voltage by which the charge of one spike moves a neuron without leak (the J of the theory, the step of a delta synapse):
 *         currents: w = jump·C_m/tau_syn;                       delta synapses: w = jump
 *   psp   peak of the potential that one spike causes from rest, with leak (as in Potjans & Diesmann 2014):
 *         currents: w = psp / peakPerCurrent(C_m, tau_m, tau_syn);  delta synapses: w = psp
 */
import type { RawSpread, RawWeight } from "./document-schema.js";
import { portable, tryEvaluate } from "./expression.js";
import type { Symbols } from "./expression.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readSpread, scaleSpread, spreadMean } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import type { SynapseKind } from "../models/neuron-model.js";
import type { PopulationDescription, Spread } from "./types.js";
import { KINDS, inPynnUnits, sameDimension } from "./units.js";
import type { Kind } from "./units.js";

const WEIGHT_KIND: Readonly<Record<SynapseKind, Kind>> = {
  current: { ...KINDS.current, noun: "a weight that is a current", example: "20 pA" },
  delta: { ...KINDS.voltage, noun: "a weight that is a voltage", example: "0.1 mV" },
  conductance: { ...KINDS.conductance, noun: "a weight that is a conductance", example: "1 nS" },
};

/** What a weight onto a population is, in PyNN's units where the population is written in PyNN's words. */
export function weightKind(ctx: LoweringContext, post: PopulationDescription): Kind {
  const kind = WEIGHT_KIND[ctx.models[post.model].synapse];
  return ctx.pynn.has(post.name) ? inPynnUnits(kind) : kind;
}

/**
 * Peak of the membrane potential after a current e^(−t/τ_s) of 1 pA (mV per pA), τ_m ≠ τ_s:
 *   1/C_m · τ_m τ_s/(τ_m − τ_s) · (e^(−t/τ_m) − e^(−t/τ_s))  at  t = τ_m τ_s/(τ_m − τ_s) · ln(τ_m/τ_s);   τ/(e·C_m) where they are equal.
 */
export function peakPerCurrent(capacitance: number, tauM: number, tauS: number): number {
  if (Math.abs(tauM - tauS) < 1e-6 * tauM) return portable(tauM / (Math.E * capacitance));
  const tau = (tauM * tauS) / (tauM - tauS);
  const time = tau * Math.log(tauM / tauS);
  return portable((tau / capacitance) * (Math.exp(-time / tauM) - Math.exp(-time / tauS)));
}

/** pA (or mV) of weight for each mV of `jump` or `psp`; undefined for conductances, whose effect depends on V. */
export function weightPerVoltage(
  ctx: LoweringContext,
  form: "jump" | "psp",
  post: PopulationDescription,
  excitatory: boolean,
  path: DocumentPath,
): number | undefined {
  const { synapse } = ctx.models[post.model];
  if (synapse === "delta") return 1;
  if (synapse === "conductance") {
    ctx.problems.error(
      "wrong-dimension",
      path,
      `${formatPath(path)}: a conductance synapse onto ${post.name} has no fixed voltage`,
      "give the weight in nS",
    );
    return undefined;
  }
  const mean = (parameter: string): number => {
    const spread = post.parameters[parameter];
    if (spread.kind !== "constant") {
      ctx.problems.warn(
        "jump-uses-mean",
        path,
        `${formatPath(path)}: ${parameter} of ${post.name} varies; its mean converts the voltage to a current`,
        "give the weight in pA",
      );
    }
    return spreadMean(spread);
  };
  const tauSyn = mean(excitatory ? "tau_syn_ex" : "tau_syn_in");
  const capacitance = mean("C_m");
  return form === "jump" ? capacitance / tauSyn : 1 / peakPerCurrent(capacitance, mean("tau_m"), tauSyn);
}

/** A weight spread in the unit of the postsynaptic model. */
export function readWeight(
  ctx: LoweringContext,
  raw: RawWeight,
  path: DocumentPath,
  post: PopulationDescription,
  symbols?: Symbols,
): Spread {
  const kind = weightKind(ctx, post);
  if (typeof raw !== "object") {
    if (ctx.models[post.model].synapse === "current" && isVoltage(ctx, raw, symbols)) {
      ctx.problems.error(
        "wrong-dimension",
        path,
        `${formatPath(path)}: expected ${kind.noun} such as ${kind.example}, got ${raw} (a voltage)`,
        `write {jump: "${raw}"} for the charge that moves V by as much without leak, or {psp: "${raw}"} for the peak`,
      );
      return { kind: "constant", value: 0 };
    }
    return readSpread(ctx, raw, path, kind, { symbols });
  }
  const { jump, psp, ...spread } = raw;
  const forms = [jump, psp].filter((form) => form !== undefined).length + Object.keys(spread).length;
  if (forms !== 1) {
    ctx.problems.error(
      "wrong-shape",
      path,
      `${formatPath(path)}: expected exactly one of normal, lognormal, uniform, jump, psp; got ${Object.keys(raw).join(" and ") || "none"}`,
    );
    return { kind: "constant", value: 0 };
  }
  if (jump !== undefined) return readVoltageWeight(ctx, "jump", jump, [...path, "jump"], post, symbols);
  if (psp !== undefined) return readVoltageWeight(ctx, "psp", psp, [...path, "psp"], post, symbols);
  return readSpread(ctx, spread, path, kind, { symbols });
}

function isVoltage(ctx: LoweringContext, raw: number | string, symbols: Symbols = ctx.symbols): boolean {
  const quantity = typeof raw === "string" ? tryEvaluate(raw, symbols) : undefined;
  return quantity !== undefined && sameDimension(quantity.dimension, KINDS.voltage.dimension);
}

function readVoltageWeight(
  ctx: LoweringContext,
  form: "jump" | "psp",
  raw: RawSpread,
  path: DocumentPath,
  post: PopulationDescription,
  symbols?: Symbols,
): Spread {
  const before = ctx.problems.count;
  const voltage = readSpread(ctx, raw, path, KINDS.voltage, { symbols });
  if (ctx.problems.count > before) return voltage;
  const factor = weightPerVoltage(ctx, form, post, spreadMean(voltage) >= 0, path);
  return factor === undefined ? voltage : scaleSpread(voltage, factor);
}
