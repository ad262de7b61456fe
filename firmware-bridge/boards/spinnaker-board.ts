/** A board of the SpiNNaker family as an execution target: a microcontroller with the firmware of firmware-bridge/firmware. */
import type { ExecutionTarget, NeuronState } from "../../src/program/execution-target.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { Feature } from "../protocol/codes.js";
import type { LinkOptions } from "../protocol/link-options.js";
import type { HelloReply } from "../protocol/messages.js";
import { deploy } from "../protocol/upload.js";
import type { Clock, Dialer } from "../transport/transport.js";
import { BoardTarget, needFeature, type BoardFamily, type BoardOptions } from "./board-target.js";
import { mcuImage, type RingEntry } from "./mcu-image.js";

export interface SynapticState extends NeuronState {
  readonly excitatory: Float64Array;
  readonly inhibitory: Float64Array;
}

const SPINNAKER_FAMILY: BoardFamily<SynapticState> = {
  counters: [
    "spikes",
    "synaptic-events",
    "neuron-updates",
    "ring-saturated-excitatory",
    "ring-saturated-inhibitory",
    "s1615-overflowed",
  ],
  traceWords: 4,
  newState(n) {
    const array = () => new Float64Array(n);
    return { u: array(), v: array(), refractory: array(), excitatory: array(), inhibitory: array() };
  },
  take(state, k, word) {
    state.v[k] = word(0);
    state.excitatory[k] = word(1);
    state.inhibitory[k] = word(2);
    state.u[k] = word(1) - word(2);
    state.refractory[k] = word(3);
  },
};

export interface SpinnakerBoardOptions extends BoardOptions {
  /** Empty unless told. */
  readonly ringAtStart?: readonly RingEntry[];
}

/** Uploads a machine and arms the board. @throws EquipoiseError where it does not fit or the board cannot be reached */
export async function openSpinnakerBoard(
  machine: MachineImage,
  dial: Dialer,
  clock: Clock,
  link: LinkOptions,
  options: SpinnakerBoardOptions,
): Promise<ExecutionTarget> {
  const imageFor = (board: HelloReply) => {
    needFeature(board, Feature.SPINNAKER, options, "SpiNNaker-style");
    return mcuImage(machine, board.imageBytes, options.ringAtStart).bytes;
  };
  const host = await deploy(dial, clock, link, imageFor, options);
  const program = { size: machine.size, dt: machine.dt, seed: machine.seed, inputs: machine.hostSources };
  return new BoardTarget(program, SPINNAKER_FAMILY, host, clock, options.name, options.realTime);
}
