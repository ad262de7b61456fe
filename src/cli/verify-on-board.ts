/** A verdict holds for a board if the board does what the emulator did: every seed's network is run on it, and every spike compared. */
import { fail, type ProgressSink } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import type { NetworkDescription } from "../description/types.js";
import { record } from "../recording/record.js";
import { rasterHash } from "../recording/recording.js";
import type { TargetSpec } from "../targets/target.js";
import { build } from "../measure/build.js";
import type { FamilyOptions } from "../options/option-tables.js";
import type { Verification } from "../verify/verification.js";
import { openBoard, type BoardLine } from "./board-line.js";

/** @returns spikes compared @throws EquipoiseError `board-differs` with exit code 6 for the first seed whose raster differs */
export async function verifyOnBoard(
  verification: Verification,
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  line: BoardLine,
  progress: ProgressSink,
): Promise<number> {
  let spikes = 0;
  for (const { seed, targetHash } of verification.runs) {
    const { network, compiled } = build(description, target, options, { seed, progress });
    const board = await openBoard(compiled.program, line, progress);
    try {
      const recording = await record(board, {
        network: network.name,
        seed,
        populations: network.populations,
        steps: network.steps,
        progress,
      });
      if (rasterHash(recording) !== targetHash) {
        fail(
          "board-differs",
          `With seed ${seed} the spikes of ${line.name} are not those of the emulator, so the verdict does not hold for it.`,
          {
            exitCode: ExitCode.device,
            hint: `find the first wrong step: equipoise board lockstep FILE --on ${line.name} --seed ${seed}`,
          },
        );
      }
      spikes += recording.spikeSteps.length;
    } finally {
      await board.close();
    }
  }
  return spikes;
}
