/**
 * Every limit, width and figure of every target binds: a network that uses it is compiled for the target, then for a copy that has less of this
 * one thing. The compiler must refuse it or make something else of it, and a checker must refuse what was made for the first under the second.
 * The fields are those of the records, so that a field without a case fails by its name.
 */
import { describe, expect, it } from "vitest";
import { checkLowered } from "../compiler/loihi/checks/check-lowered.js";
import { checkPacked } from "../compiler/loihi/checks/check-packed.js";
import { checkPartition } from "../compiler/loihi/checks/check-partition.js";
import { checkPlacement } from "../compiler/loihi/checks/check-placement.js";
import { checkQuantized } from "../compiler/loihi/checks/check-quantized.js";
import { checkScaled } from "../compiler/loihi/checks/check-scaled.js";
import { compile, type CompileResult } from "../compiler/loihi/compile.js";
import { passContext } from "../compiler/loihi/pass-context.js";
import { checkPacked as checkCores } from "../compiler/spinnaker/checks/check-packed.js";
import { compileSpinnaker, type SpinnakerCompileResult } from "../compiler/spinnaker/compile.js";
import { checkPlaced, checkRouted } from "../compiler/spinnaker/passes/map.js";
import { EquipoiseError, type Diagnostic } from "../src/diagnostics/diagnostic.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import { loihiFamily } from "../src/families/loihi/family.js";
import { sizedFamily } from "../src/families/sized/family.js";
import { spinnakerFamily } from "../src/families/spinnaker/family.js";
import type { Forecast } from "../src/families/family.js";
import type { Network } from "../src/network/types.js";
import { defaultOptions } from "../src/options/check-options.js";
import { allTargets, spinnakerBoard } from "../src/targets/registry.js";
import type { LoihiTarget } from "../src/targets/loihi/target.js";
import type { SizedTarget } from "../src/targets/sized/target.js";
import type { SpinnakerTarget } from "../src/targets/spinnaker/target.js";
import type { TargetSpec } from "../src/targets/target.js";
import type { LimitCase } from "./target-limits/case.js";
import { numbersOf, withNumbers } from "./target-limits/fields.js";
import { loihiCases, oneChipCases } from "./target-limits/loihi-cases.js";
import { sizedCases } from "./target-limits/sized-cases.js";
import { spinnakerCases, unroutedCases } from "./target-limits/spinnaker-cases.js";

/** How networks are compiled for a family, and by whom the result is checked. */
interface Bench<Target extends TargetSpec, Result> {
  readonly cases: (target: Target) => Readonly<Record<string, LimitCase<Result>>>;
  /** @param withImage also the board's memory image, where there is one */
  compile(network: Network, target: Target, withImage: boolean): Result;
  /** @throws what the first checker finds */
  check(result: Result, network: Network, target: Target): void;
}

/** What only a run on the board would be refused for is warned of. */
function refuseWarned(diagnostic: Diagnostic): void {
  if (diagnostic.code === "board-queue-short") throw new EquipoiseError([diagnostic]);
}

const loihi: Bench<LoihiTarget, CompileResult> = {
  cases: ({ image }) => (image === undefined ? loihiCases : { ...loihiCases, ...oneChipCases }),
  compile(network, target, withImage) {
    const result = compile(network, target);
    if (withImage) loihiFamily.compile(network, target, defaultOptions(target), { report: refuseWarned });
    return result;
  },
  check({ program, quantized, routed }, network, target) {
    const context = { ...passContext(target, {}, {}, []), options: defaultOptions(allTargets()[0] as LoihiTarget) };
    const { partitioned } = routed.placed;
    checkLowered(network, quantized.scaled.lowered, context);
    checkScaled(quantized.scaled.lowered, quantized.scaled, context);
    checkQuantized(quantized.scaled, quantized, context);
    checkPartition(quantized, partitioned, context);
    checkPlacement(partitioned, routed.placed, context);
    checkPacked(routed, program, context);
  },
};

const spinnaker: Bench<SpinnakerTarget, SpinnakerCompileResult> = {
  cases: ({ routed }) => (routed ? spinnakerCases : { ...spinnakerCases, ...unroutedCases }),
  compile(network, target, withImage) {
    const result = compileSpinnaker(network, target);
    if (withImage) spinnakerFamily.compile(network, target, defaultOptions(target), { report: refuseWarned });
    return result;
  },
  check({ program, sliced, routed }, _, target) {
    const options = defaultOptions(target);
    if (routed !== null) {
      const fault = checkPlaced(routed.placed, target);
      if (fault !== null) throw new Error(fault);
      checkRouted(routed, target);
    }
    checkCores(sliced, program.cores, { target, board: spinnakerBoard(target, options.board), options });
  },
};

const sized: Bench<SizedTarget, Forecast> = {
  cases: () => sizedCases,
  compile(network, target) {
    const forecast = sizedFamily.forecast(network, target, defaultOptions(target), {});
    if (forecast.misfit !== null) throw forecast.misfit;
    return forecast;
  },
  check: () => {},
};

function benchOf(target: TargetSpec): Bench<TargetSpec, unknown> {
  return { loihi, spinnaker, sized }[target.family] as unknown as Bench<TargetSpec, unknown>;
}

function refusalOr<Result>(run: () => Result): { readonly refused: string } | { readonly made: Result } {
  try {
    return { made: run() };
  } catch (error) {
    if (!(error instanceof EquipoiseError) || error.exitCode === ExitCode.internal) throw error;
    return { refused: error.diagnostics[0].code };
  }
}

describe.each(allTargets().map((target) => [target.id, target] as const))("%s", (_, target) => {
  const bench = benchOf(target);
  const cases = bench.cases(target);
  const fields = numbersOf(target);
  const known = fields.filter(({ value }) => value !== null && value !== undefined);

  it("has a case for every number of its record, and a note for every one that is not public", () => {
    expect(known.map(({ path }) => path).filter((path) => !(path in cases))).toEqual([]);
    for (const { path, value } of fields) {
      const [part, name] = path.split(".");
      if (value !== null) continue;
      const limit = (target as unknown as Record<string, Record<string, { readonly note?: string }>>)[part][name];
      expect([path, limit.note]).toEqual([path, expect.stringMatching(/not checked/)]);
    }
  });

  it.each(known.map(({ path }) => path))("%s binds", (path) => {
    const { network, first = {}, second, binds, unchecked } = cases[path];
    const one = withNumbers(target, first);
    const two = withNumbers(one, { [path]: second });
    const withImage = path.startsWith("image.");
    const before = bench.compile(network, one, withImage);
    bench.check(before, network, one);
    const after = refusalOr(() => bench.compile(network, two, withImage));
    if (typeof binds === "string") expect(after).toEqual({ refused: binds });
    else {
      expect(after).not.toHaveProperty("refused");
      if (!("made" in after)) return;
      expect(binds(before, after.made)).toBe(true);
      bench.check(after.made, network, two);
    }
    if (unchecked === undefined) expect(() => bench.check(before, network, two)).toThrow();
    else bench.check(before, network, two);
  });
});
