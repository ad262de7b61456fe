/** Program → bytes of a .eqp file. The same program gives the same bytes: fields in ascending order, no map, no clock. */
import { equipoise } from "./generated/program.js";
import { toLittleEndian as le } from "./little-endian.js";
import { otherImage } from "./other-images.js";
import { wrapBody } from "./program-file.js";
import { loihiFields } from "./loihi/encode-image.js";
import { spinnakerMessage } from "./spinnaker/encode-image.js";
import type { ProgramHeader } from "./header.js";
import type { Program } from "./program.js";

const wire = equipoise.program;

/** Bytes of a whole file (header and body). */
export function encodeProgram(program: Program): Uint8Array {
  return wrapBody(encodeBody(program));
}

/** The canonical bytes that the digest covers. */
export function encodeBody(program: Program): Uint8Array {
  const image = imageFields(program);
  return wire.Program.encode({ ...headerFields(program), profile: program.profile, ...image }).finish();
}

function imageFields(program: Program): equipoise.program.IProgram {
  const { family } = program as { readonly family: string };
  const other = otherImage(family);
  if (other !== undefined) return { other: { family, image: other.encode(program) } };
  return program.family === "loihi" ? loihiFields(program) : { spinnaker: spinnakerMessage(program) };
}

function headerFields({
  formatVersion,
  compiler,
  name,
  target,
  board,
  oversize,
  dt,
  seed,
  steps,
  burnInSteps,
  size,
  populations,
  inputs,
  sourceMap,
  ledger,
  options,
  probes,
  spikesKept,
}: ProgramHeader): equipoise.program.IProgram {
  return {
    formatVersion,
    compiler,
    name,
    target,
    board,
    oversize,
    dt,
    seed,
    steps,
    burnInSteps,
    size,
    options,
    populations: [...populations],
    inputs: inputs.map((p) => ({
      ...p,
      kind: { poisson: wire.InputKind.POISSON, spike_times: wire.InputKind.SPIKE_TIMES, host: wire.InputKind.HOST }[
        p.kind
      ],
      rate: le(p.rate),
      spikeSteps: le(p.spikeSteps),
      spikeIds: le(p.spikeIds),
    })),
    sourceMap: sourceMap.map((s) => ({ ...s, groups: [...s.groups] })),
    ledger: [...ledger],
    probes: probes?.map((probe) => ({ ...probe, neurons: le(probe.neurons) })),
    spikesProbed: spikesKept === "probed",
  };
}
