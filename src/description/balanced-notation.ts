/**
 * The theorist's notation. `balanced: {K, J, weights, drive, delay}` stands for
 *   projections  b→a, in-degree K, one spike carries the charge of a jump  J·j_ab/√K  (mV, leak aside):
 *                w = J·j_ab/√K · C_m/tau_syn  (currents, pA)      w = J·j_ab/√K  (delta synapses, mV)
 *   drive        of J·√K·x_a·m0 (mV per ms), either a constant current  I = J·√K·x_a·m0 · C_m  (pA),
 *                or K Poisson neurons of rate x_a·m0 at weight J/√K, merged into one source of rate K·x_a·m0 a neuron.
 * Source: van Vreeswijk & Sompolinsky, Neural Computation 10 (1998), eqs. 2.1 to 2.6; rates for K→∞ are r = −W⁻¹X·m0.
 */
import { unknownName, withFallback } from "./constants.js";
import type { RawBalanced } from "./document-schema.js";
import type { Symbols } from "./expression.js";
import { checkForbiddenPairs } from "./forbidden-pairs.js";
import { formatPath } from "./problems.js";
import { noParts } from "./network-parts.js";
import type { NetworkParts } from "./network-parts.js";
import { checkRoom, noteDelay, readDelay } from "./projections.js";
import { readCount, readQuantity, scaleSpread, spreadMean } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import { checkSourceRate } from "./source-rate.js";
import { weightPerVoltage } from "./synaptic-weight.js";
import type { ConnectionRule, PopulationDescription, ProjectionDescription, Spread } from "./types.js";
import { KINDS } from "./units.js";

const MOST_INPUTS = 10_000_000;
const PATH = ["balanced"];

export interface BalancedParts extends NetworkParts {
  readonly K: number;
  readonly J: number;
}

interface Scaling {
  readonly K: number;
  /** mV */
  readonly J: number;
  readonly delay: Spread;
  readonly symbols: Symbols;
}

export function expandBalanced(
  ctx: LoweringContext,
  raw: RawBalanced,
  populations: ReadonlyMap<string, PopulationDescription>,
): BalancedParts {
  const K = readCount(ctx, raw.K, [...PATH, "K"], 1, MOST_INPUTS);
  const symbols = withFallback(ctx.symbols, new Map([["K", K]]));
  const J = readQuantity(ctx, raw.J, [...PATH, "J"], KINDS.voltage, symbols);
  const scaling: Scaling = { K, J, delay: readDelay(ctx, raw.delay, [...PATH, "delay"], symbols), symbols };
  noteDelay(ctx, scaling.delay, raw.delay, PATH);
  const parts = noParts();
  for (const [postName, row] of Object.entries(raw.weights)) {
    const post = populations.get(postName);
    if (!post) {
      unknownName(
        ctx.problems,
        [...PATH, "weights", postName],
        "balanced.weights: no such population",
        postName,
        populations.keys(),
        "key",
      );
      continue;
    }
    for (const projection of expandRow(ctx, raw, scaling, post, row, populations)) parts.projections.push(projection);
  }
  if (raw.drive) expandDrive(ctx, raw.drive, scaling, populations, parts);
  return { ...parts, K, J };
}

function expandRow(
  ctx: LoweringContext,
  raw: RawBalanced,
  scaling: Scaling,
  post: PopulationDescription,
  row: RawBalanced["weights"][string],
  populations: ReadonlyMap<string, PopulationDescription>,
): ProjectionDescription[] {
  return Object.entries(row).flatMap(([preName, rawRelative]) => {
    const path = [...PATH, "weights", post.name, preName];
    const pre = populations.get(preName);
    if (!pre) {
      unknownName(
        ctx.problems,
        path,
        `${formatPath(path.slice(0, -1))}: no such population`,
        preName,
        populations.keys(),
        "key",
      );
      return [];
    }
    const relative = readQuantity(ctx, rawRelative, path, KINDS.number, scaling.symbols);
    if (relative === 0 || Number.isNaN(relative)) return [];
    const weight = weightOf(ctx, scaling, relative, post, path);
    const projection: ProjectionDescription = {
      name: `${preName}→${post.name}`,
      pre: preName,
      post: post.name,
      connect: ruleOf(ctx, raw, scaling.K, pre, path),
      weight: { kind: "constant", value: weight },
      delay: scaling.delay,
      autapses: raw.autapses ?? true,
      multapses: raw.multapses ?? true,
      sign: "clip",
    };
    ctx.objects.set(`projection ${projection.name}`, path);
    checkForbiddenPairs(ctx, projection, pre, post, path);
    checkRoom(ctx, projection, pre, post, path);
    return [projection];
  });
}

function weightOf(
  ctx: LoweringContext,
  { J, K }: Scaling,
  relative: number,
  post: PopulationDescription,
  path: readonly string[],
): number {
  const jump = (J * relative) / Math.sqrt(K);
  return jump * (weightPerVoltage(ctx, "jump", post, jump >= 0, path) ?? 0);
}

function ruleOf(
  ctx: LoweringContext,
  raw: RawBalanced,
  K: number,
  pre: PopulationDescription,
  path: readonly string[],
): ConnectionRule {
  if (raw.connect !== "bernoulli") return { rule: "fixed_indegree", indegree: K };
  const p = K / pre.size;
  if (p > 1)
    ctx.problems.error(
      "too-many-partners",
      path,
      `${formatPath(path)}: a mean in-degree of ${K} needs more than the ${pre.size} neurons of ${pre.name}`,
      "lower K or use connect: fixed_indegree",
    );
  return { rule: "pairwise_bernoulli", p };
}

const DRIVE_WORDS = new Set(["rate", "as"]);

function expandDrive(
  ctx: LoweringContext,
  drive: NonNullable<RawBalanced["drive"]>,
  scaling: Scaling,
  populations: ReadonlyMap<string, PopulationDescription>,
  parts: NetworkParts,
): void {
  const rate = readQuantity(ctx, drive.rate, [...PATH, "drive", "rate"], KINDS.frequency, scaling.symbols);
  for (const word of DRIVE_WORDS) {
    if (populations.has(word))
      ctx.problems.error(
        "bad-name",
        ["populations", word],
        `populations.${word}: \`${word}\` is a word of balanced.drive`,
        "rename the population",
        "key",
      );
  }
  for (const [name, rawStrength] of Object.entries(drive)) {
    if (DRIVE_WORDS.has(name) || rawStrength === undefined) continue;
    const path = [...PATH, "drive", name];
    const post = populations.get(name);
    if (!post) {
      unknownName(ctx.problems, path, "balanced.drive: no such population", name, populations.keys(), "key");
      continue;
    }
    const strength = readQuantity(ctx, rawStrength, path, KINDS.number, scaling.symbols);
    if (drive.as === "poisson") addPoissonDrive(ctx, scaling, strength * rate, post, path, parts);
    else addCurrentDrive(ctx, scaling, strength * rate, post, path, parts);
  }
}

/** I = J·√K·x·m0·C_m; C_m spread over neurons gives every neuron the same drive in mV per ms where its values are known. */
function addCurrentDrive(
  ctx: LoweringContext,
  { J, K }: Scaling,
  hertz: number,
  post: PopulationDescription,
  path: readonly string[],
  parts: NetworkParts,
): void {
  const voltagePerTime = (J * Math.sqrt(K) * hertz) / 1000;
  const { C_m } = post.parameters;
  const random = C_m.kind !== "constant" && C_m.kind !== "list";
  if (random)
    ctx.problems.warn(
      "jump-uses-mean",
      path,
      `${formatPath(path)}: C_m of ${post.name} is random; its mean converts the drive to a current`,
    );
  const amplitude = random
    ? { kind: "constant" as const, value: voltagePerTime * spreadMean(C_m) }
    : scaleSpread(C_m, voltagePerTime);
  ctx.objects.set(`current drive→${post.name}`, path);
  parts.currents.push({ name: `drive→${post.name}`, post: post.name, times: [0], amplitude: [amplitude] });
}

function addPoissonDrive(
  ctx: LoweringContext,
  scaling: Scaling,
  hertz: number,
  post: PopulationDescription,
  path: readonly string[],
  parts: NetworkParts,
): void {
  if (hertz < 0) {
    ctx.problems.error(
      "out-of-range",
      path,
      `${formatPath(path)}: a Poisson drive cannot be negative`,
      "use as: current",
    );
    return;
  }
  const rate = { kind: "constant" as const, value: scaling.K * hertz };
  checkSourceRate(ctx, rate, path);
  const name = `drive.${post.name}`;
  ctx.objects.set(`spike source ${name}`, path);
  ctx.objects.set(`projection drive→${post.name}`, path);
  parts.sources.push({ name, size: post.size, kind: "poisson", rate, start: 0, stop: Infinity });
  parts.projections.push({
    name: `drive→${post.name}`,
    pre: name,
    post: post.name,
    connect: { rule: "one_to_one" },
    weight: { kind: "constant", value: weightOf(ctx, scaling, 1, post, path) },
    delay: scaling.delay,
    autapses: true,
    multapses: true,
    sign: "clip",
  });
}
