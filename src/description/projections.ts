/** The `projections:` block, and the checks that every projection passes wherever it comes from. */
import { expectedSynapses, readConnectionRule } from "./connection-rule.js";
import type { Presynaptic } from "./connection-rule.js";
import { unknownName, withFallback } from "./constants.js";
import { checkForbiddenPairs } from "./forbidden-pairs.js";
import type { RawConnect, RawProjection, RawSpread, RawWeight } from "./document-schema.js";
import { shorterThanStep } from "./off-grid-times.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readSpread, spreadBounds } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import { applyReceptor } from "./receptor.js";
import type { ReceptorType } from "./receptor.js";
import { readWeight } from "./synaptic-weight.js";
import type { Symbols } from "./expression.js";
import type { ConnectionRule, PopulationDescription, ProjectionDescription, Spread } from "./types.js";
import { KINDS } from "./units.js";

/** NEST's default, ms. */
const DEFAULT_DELAY = 1;
/** Steps a delay may have in the drawn network (16 bits). */
const LONGEST_DELAY_STEPS = 65_535;

/** Delays in ms, at least one step; what a normal or lognormal distribution without a `min` draws below becomes one step, and the ledger counts it. */
export function readDelay(
  ctx: LoweringContext,
  raw: RawSpread | undefined,
  path: DocumentPath,
  symbols?: Symbols,
): Spread {
  const { timestep } = ctx;
  if (raw === undefined) return { kind: "constant", value: Math.max(DEFAULT_DELAY, timestep) };
  const delay = readSpread(ctx, raw, path, KINDS.time, { symbols });
  const { low, high } = spreadBounds(delay);
  const tail = (delay.kind === "normal" || delay.kind === "lognormal") && delay.sd > 0 && delay.min === undefined;
  if (!tail && shorterThanStep(low, timestep)) {
    ctx.problems.error(
      "delay-too-short",
      path,
      `${formatPath(path)}: the delay must be at least one time step (${timestep} ms), got ${low} ms`,
      "lengthen the delay or shorten the time step",
    );
  }
  if (Number.isFinite(high) && high > LONGEST_DELAY_STEPS * timestep) {
    ctx.problems.error(
      "delay-too-long",
      path,
      `${formatPath(path)}: the delay of ${high} ms is more than ${LONGEST_DELAY_STEPS} time steps`,
    );
  }
  return delay;
}

/** Warns of a delay off the grid that every run has. */
export function noteDelay(ctx: LoweringContext, delay: Spread, raw: RawSpread | undefined, path: DocumentPath): void {
  ctx.offGrid.spread(
    raw === undefined ? path : [...path, "delay"],
    { one: "the delay", many: "delays" },
    delay,
    "delay",
    raw !== undefined,
  );
}

export interface ProjectionInput {
  readonly name: string;
  readonly path: DocumentPath;
  readonly pre: Presynaptic;
  readonly post: PopulationDescription;
  readonly connect: RawConnect;
  readonly weight?: RawWeight;
  readonly delay?: RawSpread;
  readonly autapses?: boolean;
  readonly multapses?: boolean;
  readonly sign?: "clip" | "keep";
  readonly receptor_type?: ReceptorType;
}

/** Reads one projection; in its weight and delay, `K` is its own mean in-degree unless a constant has that name. */
export function readProjection(ctx: LoweringContext, input: ProjectionInput): ProjectionDescription {
  const { name, path, pre, post } = input;
  const before = ctx.problems.count;
  const connect = readConnectionRule(ctx, input.connect, [...path, "connect"], pre, post);
  const indegree = expectedSynapses(connect, pre.size, post.size) / post.size;
  const symbols = withFallback(
    ctx.symbols,
    new Map([
      ["K", indegree],
      ["N_pre", pre.size],
      ["N_post", post.size],
    ]),
  );
  const ownWeights = connect.rule === "explicit" && connect.weight !== undefined;
  // A rule with errors may have lost its weights: no second error for that.
  if (input.weight === undefined && !ownWeights && ctx.problems.count === before) {
    ctx.problems.error(
      "missing-key",
      path,
      `${formatPath(path)}: the weight is missing`,
      'write weight: "20 pA", or {jump: 0.1 mV}',
    );
  }
  const written: Spread =
    input.weight === undefined
      ? { kind: "constant", value: 0 }
      : readWeight(ctx, input.weight, [...path, "weight"], post, symbols);
  const projection: ProjectionDescription = {
    name,
    pre: pre.name,
    post: post.name,
    ...applyReceptor(ctx, input.receptor_type, { weight: written, connect }, post, [
      ...path,
      input.weight === undefined ? "receptor_type" : "weight",
    ]),
    delay: readDelay(ctx, input.delay, [...path, "delay"], symbols),
    autapses: input.autapses ?? true,
    multapses: input.multapses ?? true,
    sign: input.sign ?? "clip",
  };
  // Delays listed with the synapses override the projection's.
  if (connect.rule !== "explicit" || connect.delay === undefined) noteDelay(ctx, projection.delay, input.delay, path);
  // A rule with errors may have lost its synapses: what is said of them would follow from that.
  if (ctx.problems.count === before) checkForbiddenPairs(ctx, projection, pre, post, path);
  checkRoom(ctx, projection, pre, post, path);
  return projection;
}

/** Without multapses (and autapses) there must be enough partners. */
export function checkRoom(
  ctx: LoweringContext,
  projection: ProjectionDescription,
  pre: Presynaptic,
  post: PopulationDescription,
  path: DocumentPath,
): void {
  if (projection.multapses) return warnOfMultapses(ctx, projection, pre, post, path);
  const lost = projection.autapses || pre.name !== post.name ? 0 : 1;
  const { connect } = projection;
  const [used, room, what] = demand(connect, pre.size, post.size, lost);
  if (used > room) {
    ctx.problems.error(
      "too-many-partners",
      path,
      `${formatPath(path)}: ${what} ${used} needs more than the ${room} possible without multapses`,
      "allow multapses or lower the number",
    );
  }
}

/** With multapses any number of synapses can be drawn; more than there are partners connect some pair several times. */
function warnOfMultapses(
  ctx: LoweringContext,
  { connect, autapses, weight }: ProjectionDescription,
  pre: Presynaptic,
  post: PopulationDescription,
  path: DocumentPath,
): void {
  const [used, room, what] = demand(connect, pre.size, post.size, autapses || pre.name !== post.name ? 0 : 1);
  if (used <= room || room <= 0) return;
  const { low, high } = spreadBounds(weight);
  // What has no weight makes no input, shared or not.
  if (low === 0 && high === 0) return;
  const onto = autapses && pre.name === post.name ? ", and neurons with themselves" : "";
  ctx.problems.warn(
    "multapses-certain",
    path,
    `${formatPath(path)}: ${what} ${used} of ${room} possible: pairs connect ${Number((used / room).toPrecision(3))} times on average${onto}, so that inputs are shared and correlated`,
    `lower the ${what} below ${room}, or enlarge ${pre.name}`,
  );
}

function demand(
  connect: ConnectionRule,
  preSize: number,
  postSize: number,
  lost: number,
): readonly [used: number, room: number, what: string] {
  switch (connect.rule) {
    case "fixed_indegree":
      return [connect.indegree, preSize - lost, "in-degree"];
    case "fixed_outdegree":
      return [connect.outdegree, postSize - lost, "out-degree"];
    case "fixed_total_number":
      return [connect.N, preSize * postSize - lost * postSize, "total number"];
    default:
      return [0, 0, ""];
  }
}

function* names(...groups: readonly ReadonlyMap<string, unknown>[]): Iterable<string> {
  for (const group of groups) yield* group.keys();
}

/** The `projections:` block. `sources` are spike sources that projections may start from. */
export function readProjections(
  ctx: LoweringContext,
  raw: Readonly<Record<string, RawProjection>>,
  populations: ReadonlyMap<string, PopulationDescription>,
  sources: ReadonlyMap<string, Presynaptic>,
): ProjectionDescription[] {
  return Object.entries(raw).flatMap(([name, projection]) => {
    const path = ["projections", name];
    ctx.objects.set(`projection ${name}`, path);
    const pre = populations.get(projection.pre) ?? sources.get(projection.pre);
    const post = populations.get(projection.post);
    if (!pre)
      unknownName(
        ctx.problems,
        [...path, "pre"],
        `${formatPath([...path, "pre"])}: no such population or spike source`,
        projection.pre,
        names(populations, sources),
      );
    if (!post)
      unknownName(
        ctx.problems,
        [...path, "post"],
        `${formatPath([...path, "post"])}: no such population`,
        projection.post,
        populations.keys(),
      );
    if (pre && post) return [readProjection(ctx, { ...projection, name, path, pre, post })];
    checkRest(ctx, projection, path, post);
    return [];
  });
}

/** What needs both ends to be read: their sizes are names in weight and delay. */
const OF_BOTH_ENDS = /\b(K|N_pre|N_post)\b/;

/** Errors of a projection that cannot be read as a whole, as far as they do not follow from the end that is missing. */
function checkRest(
  ctx: LoweringContext,
  { weight, delay }: RawProjection,
  path: DocumentPath,
  post: PopulationDescription | undefined,
): void {
  const alone = (value: unknown) => value !== undefined && !OF_BOTH_ENDS.test(JSON.stringify(value));
  if (alone(delay)) readDelay(ctx, delay, [...path, "delay"]);
  if (post !== undefined && weight !== undefined && alone(weight)) readWeight(ctx, weight, [...path, "weight"], post);
}
