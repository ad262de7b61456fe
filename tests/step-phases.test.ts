/** Every step order runs its phases in the order of its list, plasticity in its place. */
import { describe, expect, it, vi } from "vitest";
import { SpinnakerMachine } from "../emulator/spinnaker/machine.js";
import { PLAIN_KERNEL as TICK_KERNEL } from "../emulator/spinnaker/kernel/plain-kernel.js";
import { STEP_PHASES as TICK_PHASES } from "../emulator/spinnaker/phases.js";
import { STEP_PHASES as REFERENCE_PHASES } from "../emulator/reference/reference.js";
import { randomMachine } from "./random-spinnaker-image.js";
import { randomProgram } from "./random-program.js";
import { PLAIN_KERNEL } from "../emulator/loihi/kernel/plain-kernel.js";
import { STEP_PHASES } from "../emulator/loihi/phases.js";
import { agree } from "../emulator/loihi/run-plan.js";
import { SliceEngine } from "../emulator/loihi/slice-engine.js";
import { planSlice } from "../emulator/loihi/slice-plan.js";
import { OwnSpikes } from "../emulator/loihi/spike-exchange.js";
import { StepMachine } from "../emulator/loihi/step.js";

/** Replaces the phases of an object by such as note their names, and runs a step. */
function ranPhases(machine: object, run: () => void): string[] {
  const ran: string[] = [];
  const { phases } = machine as { phases: Record<string, () => void> };
  for (const [name, phase] of Object.entries(phases))
    phases[name] = (...given: []) => {
      ran.push(name);
      phase(...given);
    };
  run();
  return ran;
}

const { program, target } = randomProgram({
  seed: 1,
  profile: "hw",
  neurons: 8,
  minDelay: 0,
  maxDelay: 2,
  violent: false,
});

describe("plasticity", () => {
  it("follows all spikes of a Loihi step, in the readable step and in a block of the engine", () => {
    expect(STEP_PHASES).toEqual(["bias", "update", "deliver", "plasticity"]);
    const machine = new StepMachine(program, target);
    expect(ranPhases(machine, () => machine.advance())).toEqual(STEP_PHASES);
    const plan = planSlice(program, target, { from: 0, to: program.size });
    const engine = new SliceEngine(program, target, plan, agree([plan]), new OwnSpikes(), PLAIN_KERNEL);
    expect(ranPhases(engine, () => engine.advance(1))).toEqual(STEP_PHASES);
  });

  it("precedes the delivery of a SpiNNaker tick and of a step of the reference", () => {
    expect(REFERENCE_PHASES).toEqual(["update", "emit", "plasticity", "deliver"]);
    expect(TICK_PHASES).toEqual(["drain", "update", "plasticity", "deliver"]);
    const { image } = randomMachine({
      seed: 1,
      model: "IF_curr_exp",
      rounding: "floor",
      stepsPerTick: 1,
      violent: false,
    });
    const machine = new SpinnakerMachine(image, TICK_KERNEL);
    const order = TICK_PHASES.map((phase) => vi.spyOn(machine, phase));
    machine.advance();
    const calls = order.map((spy) => spy.mock.invocationCallOrder);
    expect(calls.map((call) => call.length)).toEqual(TICK_PHASES.map(() => 1));
    expect(calls.flat()).toEqual([...calls.flat()].sort((a, b) => a - b));
  });
});
