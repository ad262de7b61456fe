/**
 * One start of an emulator with two workers in a process of its own, for cold-start.ts: processor time of all threads, in seconds, to the first step
 * and of the steps after it; then the same once more in the same process.
 *
 * usage: worker-start.js '{"on":"loihi1","neurons":2000,"workers":2,"steps":200}'
 */
import "../src/node/environment.js";
import { startReference } from "../emulator/reference/reference.js";
import { familyOf } from "../src/families/registry.js";
import { prepare } from "../src/measure/build.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { defaultOptions } from "../src/options/check-options.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { targetById } from "../src/targets/registry.js";
import { describeCurrents } from "./workloads.js";

export interface StartTask {
  /** Id of a target, or `reference`. */
  readonly on: string;
  readonly neurons: number;
  readonly workers: number;
  /** After the first step. */
  readonly steps: number;
}

const IN_DEGREE = 100;
const MICROSECONDS = 1e6;

/** Seconds of processor time. */
export interface Start {
  readonly toFirstStep: number;
  readonly steps: number;
}

function makerOf({ on, neurons, workers }: StartTask): () => Promise<ExecutionTarget> {
  const description = describeCurrents(neurons, IN_DEGREE);
  if (on === "reference") {
    const drawn = drawNetwork(description);
    return () => Promise.resolve(startReference(drawn, { workers }));
  }
  const target = targetById(on);
  const { network, sized } = prepare(description, target, { ...defaultOptions(target), oversize: true }, {}, "compile");
  const compiled = familyOf(target).compile(network, target, sized, {});
  return async () => compiled.createEmulator({ workers });
}

async function start(make: () => Promise<ExecutionTarget>, following: number): Promise<Start> {
  const before = process.cpuUsage();
  const passed = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / MICROSECONDS;
  };
  const run = await make();
  await run.advance(1, () => {});
  const toFirstStep = passed();
  await run.advance(following, () => {});
  const steps = passed() - toFirstStep;
  await run.close();
  return { toFirstStep, steps };
}

const task = JSON.parse(process.argv[2]) as StartTask;
const make = makerOf(task);
console.log(JSON.stringify([await start(make, task.steps), await start(make, task.steps)]));
