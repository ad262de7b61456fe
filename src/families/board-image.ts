/**
 * The memory image that `board deploy` would load, made by the same code when a program is compiled or checked: what does not fit is
 * refused here, with what is used and what there is, and not on the way to the board.
 */
import type { FpgaImage } from "../../firmware-bridge/boards/fpga-program.js";
import { imageForTarget } from "../../firmware-bridge/boards/loihi-image.js";
import { mcuImage } from "../../firmware-bridge/boards/mcu-image.js";
import { counted } from "../diagnostics/counted.js";
import { EquipoiseError, type Diagnostic, type DiagnosticSink } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import { hostSpikes } from "../network/host-spikes.js";
import { machineOf } from "../program/spinnaker/machine-of-program.js";
import type { LoihiProgram } from "../program/loihi/program.js";
import type { SpinnakerProgram } from "../program/spinnaker/program.js";
import type { SpinnakerTarget } from "../targets/spinnaker/target.js";
import type { LoihiTarget } from "../targets/loihi/target.js";

/** How full the image is. */
export interface ImageUse {
  readonly what: string;
  readonly used: number;
  readonly max: number;
}

export interface OversizeOptions {
  readonly oversize: boolean;
}

/** @throws EquipoiseError with exit code 5 unless `oversize`, which makes it warnings and null */
function fitting<T>(make: () => T, { oversize }: OversizeOptions, report: DiagnosticSink | undefined): T | null {
  try {
    return make();
  } catch (error) {
    if (!oversize || !(error instanceof EquipoiseError) || error.exitCode !== ExitCode.doesNotFit) throw error;
    for (const diagnostic of error.diagnostics) report?.({ ...diagnostic, severity: "warning" });
    return null;
  }
}

/**
 * Warns of a step that has more spikes from outside than the board's queue holds: of known times as many as there are, of rates as many as are
 * expected. The program is right and the emulator runs it; on the board the run would end there (`board-inject`).
 */
function tellQueue({ inputs, dt, steps }: Queued, max: number, report: DiagnosticSink | undefined): void {
  const sources = inputs
    .filter(({ kind }) => kind !== "host")
    .map((input) => ({ ...input, rate: input.rate.length === 1 ? input.rate[0] : input.rate }));
  const { mostInStep, busiestStep } = hostSpikes({ sources, dt, steps }, [...sources.keys()]);
  const spikes = Math.round(mostInStep);
  if (spikes === 0 || spikes + 1 <= max) return;
  const known = sources.every(({ kind }) => kind === "spike_times");
  report?.(
    queueShort(
      `step ${busiestStep} has ${known ? "" : "about "}${counted(spikes, "spike")} from outside`,
      { spikes, max },
      known
        ? "spread these spike times over several steps, or use fewer sources"
        : "use fewer sources, lower rates or a shorter time step",
    ),
  );
}

/** The warning of a step with more spikes from outside than the queue of a board holds. @param what completes "…, and the queue" */
export function queueShort(
  what: string,
  { spikes, max }: { readonly spikes: number; readonly max: number },
  hint: string,
): Diagnostic {
  return {
    code: "board-queue-short",
    severity: "warning",
    message: `${what}, and the queue of the board holds ${max.toLocaleString("en")} words: one a spike, and one that names the step; a run on the board ends there`,
    limit: { what: "words of the queue", used: spikes + 1, max },
    hint,
  };
}

type Queued = Pick<LoihiProgram, "inputs" | "dt" | "steps">;

/** Undefined where the target has no image; null where `oversize` lets it exceed the board. */
export function fpgaImageOf(
  program: LoihiProgram,
  target: LoihiTarget,
  options: OversizeOptions,
  report?: DiagnosticSink,
): { readonly image: FpgaImage; readonly use: ImageUse } | null | undefined {
  const { image } = target;
  if (image !== undefined) tellQueue(program, image.injectWords.value!, report);
  const laidOut = fitting(() => imageForTarget(program, target), options, report);
  return (
    laidOut && {
      image: laidOut,
      use: { what: "words of synapse memory", used: laidOut.synapses.used, max: laidOut.synapses.max },
    }
  );
}

/** Likewise. */
export function mcuImageUseOf(
  program: SpinnakerProgram,
  { image }: SpinnakerTarget,
  options: OversizeOptions,
  report?: DiagnosticSink,
): ImageUse | null | undefined {
  if (image === undefined) return undefined;
  tellQueue(program, image.injectWords.value!, report);
  const max = image.bytes.value!;
  const made = fitting(() => mcuImage(machineOf(program), max), options, report);
  return (
    made && {
      what: "bytes of RAM",
      used: Object.values<number>({ ...made.use }).reduce((sum, part) => sum + part, 0),
      max,
    }
  );
}
