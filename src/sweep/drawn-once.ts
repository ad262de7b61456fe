/**
 * One drawn network for many variants: what they share is made once, when the first of them asks for it, and every variant has the numbers that it
 * would have alone. Whatever sweeps (options, plans) measures here.
 */
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import type { NetworkDescription } from "../description/types.js";
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import { familyOf } from "../families/registry.js";
import { measureOnChip, measureReference, type MeasuredSide } from "../measure/both-sides.js";
import { prepare, timestepFor, type Prepared } from "../measure/build.js";
import { priceNetwork } from "../measure/price-network.js";
import { checkOptions } from "../options/check-options.js";
import type { FamilyOptions } from "../options/option-tables.js";
import { programDigest } from "../program/digest.js";
import type { Utilisation } from "../program/loihi/utilisation.js";
import type { TargetSpec } from "../targets/target.js";
import { compareModels, type ModelComparison } from "../theory/compare-models.js";
import { meanFieldOf } from "../theory/mean-field-model.js";
import type { PredictedRate, VerifiedRun } from "../verify/verification.js";
import { predictedRates, verifiedRun } from "../verify/verified-run.js";

/** Of one resource, over all chips that are used; `max` is null where the limit is not public. */
export interface ResourceUse {
  readonly resource: string;
  readonly used: number;
  readonly max: number | null;
}

/** What a program takes. */
export interface ProgramUse {
  readonly cores: number;
  readonly chips: number;
  readonly resources: readonly ResourceUse[];
}

export interface SweptVariant {
  readonly run: VerifiedRun;
  /** Hz, from theory. */
  readonly predicted: readonly PredictedRate[];
  /** All that theory says of the ideal and of the quantized network. */
  readonly comparison: ModelComparison;
  readonly use: ProgramUse;
  /** Entries of the compiler that foresee overflows, with the scale that holds them. */
  readonly foreseen: readonly LossEntry[];
}

export interface DrawnNetwork {
  readonly description: NetworkDescription;
  readonly seed: number;
  /** Parts into which every record is divided, where one seed has to give the intervals; 0: not divided. */
  readonly blocks: number;
}

interface Shared {
  /** ms of a step, by which the network was drawn. */
  readonly dt: number;
  readonly prepared: Prepared;
  readonly reference: MeasuredSide;
}

export class DrawnOnce {
  private shared: Shared | undefined;

  constructor(
    private readonly of: DrawnNetwork,
    private readonly progress: ProgressSink = () => {},
  ) {}

  /** @throws EquipoiseError with exit code 5 where the variant does not fit and `oversize` is off */
  async measure(target: TargetSpec, options: FamilyOptions): Promise<SweptVariant> {
    const { blocks, seed } = this.of;
    const { progress } = this;
    const { prepared, reference } = await this.sharedFor(target, options);
    const { network, floatModel, sized } = prepared;
    const compiled = familyOf(target).compile(network, target, sized, { progress });
    const { program, onChip } = compiled;
    const comparison = compareModels(floatModel, meanFieldOf(onChip));
    const onTarget = await measureOnChip(network, compiled, { blocks, progress });
    return {
      run: verifiedRun(seed, programDigest(program), reference, onTarget),
      comparison,
      predicted: predictedRates(comparison),
      use: useOf(compiled.utilisation()),
      foreseen: program.ledger.filter(({ fittingScale }) => fittingScale !== undefined),
    };
  }

  /** The network on its grid of time steps, which an option may move: then it is another network, with a reference run of its own. */
  private async sharedFor(target: TargetSpec, options: FamilyOptions): Promise<Shared> {
    const { description, seed, blocks } = this.of;
    const { progress, shared } = this;
    checkOptions(target, options);
    const dt = timestepFor(description, target, options, { seed });
    if (shared !== undefined && shared.dt === dt) {
      // This target may be too small for what is drawn already.
      priceNetwork(description, target, options, "check");
      return { ...shared, prepared: { ...shared.prepared, ...withOptions(shared.prepared, options) } };
    }
    const prepared = prepare(description, target, options, { seed, progress });
    const reference = await measureReference(prepared.network, { blocks, progress });
    return (this.shared = { dt, prepared, reference });
  }
}

/** Expected rates are those of the network, whatever the options. */
function withOptions({ sized: { expectedRates } }: Prepared, options: FamilyOptions): Pick<Prepared, "sized"> {
  return { sized: { ...options, expectedRates } };
}

function useOf({ cores, chips }: Utilisation): ProgramUse {
  const sums = new Map<string, ResourceUse>();
  for (const { uses } of chips)
    for (const { resource, used, max } of uses) {
      const sum = sums.get(resource);
      sums.set(resource, {
        resource,
        used: used + (sum?.used ?? 0),
        max: max === null || sum?.max === null ? null : max + (sum?.max ?? 0),
      });
    }
  return { cores: cores.length, chips: chips.length, resources: [...sums.values()] };
}
