/** What `equipoise inspect RUN.eqr` shows of a recording, and the tables that it makes of it: those that `run` would have written. */
import { RunningMetrics, type RunningSummary } from "../analysis/running-metrics.js";
import { counted } from "../diagnostics/counted.js";
import { decodeRecording, isRecording } from "../recording/codec.js";
import { rasterHash, type Recording } from "../recording/recording.js";
import { replay } from "../recording/replay.js";
import { countersTable, printActivity } from "./activity-tables.js";
import { BURN_IN_UNKNOWN, burnInOfOption } from "./burn-in-option.js";
import { headOf, readBytes } from "./files.js";
import { prepareOutputs } from "./outputs.js";
import { outputsOfRun, RunFiles, type RunPaths } from "./run-files.js";
import { formatTable } from "./table.js";
import type { Terminal } from "./terminal.js";

/** The longest beginning that tells a recording. */
const HEAD = 16;

/** Whether a file is a recording, by its content. @throws EquipoiseError `file-unreadable` */
export function isRecordingFile(path: string): boolean {
  return isRecording(headOf(path, HEAD));
}

/** @param burnIn ms, instead of the recording's @throws EquipoiseError as `prepareOutputs`, `decodeRecording`, `burnInOfOption` */
export async function inspectRecording(
  path: string,
  paths: RunPaths,
  { json, burnIn }: { readonly json: boolean; readonly burnIn?: number },
  terminal: Terminal,
): Promise<void> {
  const outputs = outputsOfRun(paths);
  prepareOutputs(outputs, [path]);
  const recording = decodeRecording(readBytes(path), path);
  const { populations, dt, startStep, steps, probes = [], spikesOf } = recording;
  const { burnInSteps, fromStep, known } = burnInOfOption(terminal, burnIn, [recording]);
  const metrics = new RunningMetrics(populations, dt, fromStep);
  const files = await RunFiles.open(paths, populations, dt, { probes });
  try {
    replay(recording, [metrics, ...files.listeners]);
    files.write(recording);
  } finally {
    files.close();
  }
  const summaries = metrics.summary(startStep + steps);
  const written = outputs.flatMap(({ path: file }) => file ?? []);
  if (json) return terminal.printJson(jsonOf(recording, fromStep, summaries, written));
  print(terminal, { ...recording, burnInSteps }, fromStep, summaries);
  if (!known) terminal.print(`\n${BURN_IN_UNKNOWN}`);
  if (spikesOf !== undefined)
    terminal.print(`\nkeeps the spikes of ${counted(spikesOf.length, "neuron")} only, and so do the figures above`);
  if (written.length > 0) terminal.print(`\n${written.join("\n")}`);
}

function jsonOf(
  recording: Recording,
  fromStep: number,
  summaries: readonly RunningSummary[],
  files: readonly string[],
): object {
  const {
    source,
    network,
    seed,
    dt,
    startStep,
    steps,
    burnInSteps,
    counters,
    spikeSteps,
    spikeIds,
    probes = [],
    spikesOf,
  } = recording;
  return {
    ...{ source, network, seed, dt, startStep, steps, burnInSteps, measuredFromStep: fromStep, counters },
    spikes: spikeIds.length,
    rasterHash: rasterHash({ spikeSteps, spikeIds }),
    ...(spikesOf && { spikesOf: [...spikesOf] }),
    populations: summaries.map((summary, k) => ({ ...recording.populations[k], ...summary })),
    probes: probes.map(({ population, neurons, variable, unit, period, fromStep, rows }) => ({
      ...{ population, neurons: [...neurons], variable, unit, period, fromStep, rows },
    })),
    ...(files.length > 0 ? { files } : {}),
  };
}

function print(terminal: Terminal, recording: Recording, fromStep: number, summaries: readonly RunningSummary[]): void {
  const { network, source, seed, dt, startStep, steps, spikeIds, probes = [], counters } = recording;
  terminal.print(
    `${network} on ${source}, seed ${seed}: steps ${startStep} to ${startStep + steps - 1} of ${dt} ms, ${counted(spikeIds.length, "spike")}, raster ${rasterHash(recording)}`,
  );
  printActivity(terminal, recording, fromStep, summaries);
  if (probes.length > 0)
    terminal.print(
      `\n${formatTable(
        ["probe", "of", "neurons", "every ms", "rows", "unit"],
        probes.map(({ variable, population, neurons, period, rows, unit }) => [
          variable,
          population,
          String(neurons.length),
          String(Number((period * dt).toFixed(6))),
          String(rows),
          unit,
        ]),
      )}`,
    );
  const counts = countersTable(counters, {}, startStep > 0 ? "counter, since step 0" : "counter");
  if (counts !== null) terminal.print(`\n${counts}`);
}
