/** `--spike-pins` and `--input-pins` of `equipoise board standalone`: pins of a board by their names, each used once. */
import { MOST_PINS, type Pin } from "../../firmware-bridge/boards/flash-program.js";
import { fail } from "../diagnostics/diagnostic.js";
import type { PlayableSource } from "../network/source-player.js";

/** How a part names its pins, and which are free. */
export interface PinNames {
  readonly example: string;
  /** @returns its number in the port, or null for a name that it has not */
  numberOf(name: string): number | null;
  /** Number → what the firmware uses it for. */
  readonly taken: ReadonlyMap<number, string>;
  /** Inputs of which the part can watch one at a time: pins with the same answer. */
  edgeLine(pin: number): number;
}

interface Request {
  readonly spikePins?: string;
  readonly inputPins?: string;
}

/** @throws EquipoiseError `bad-option` for what is no pin, no neuron, no source, or used twice */
export function pinTable(
  { spikePins, inputPins }: Request,
  names: PinNames,
  neurons: number,
  sources: readonly PlayableSource[],
): Pin[] {
  const outputs = entriesOf("--spike-pins", spikePins, `3=${names.example}`).map(([id, name]) => ({
    pin: pinOf(name, names),
    id: neuronOf(id, neurons),
    input: false,
  }));
  const inputs = entriesOf("--input-pins", inputPins, `${names.example}=SOURCE:0`).map(([name, source]) => ({
    pin: pinOf(name, names),
    id: sourceOf(source, sources),
    input: true,
  }));
  const pins = [...outputs, ...inputs];
  if (pins.length > MOST_PINS)
    fail("bad-option", `${pins.length} pins are asked for; the firmware serves ${MOST_PINS}`);
  const twice = pins.find(({ pin }, k) => pins.findIndex((other) => other.pin === pin) !== k);
  if (twice !== undefined) fail("bad-option", "a pin is named twice in --spike-pins and --input-pins");
  const lines = inputs.map(({ pin }) => names.edgeLine(pin));
  if (new Set(lines).size < lines.length)
    fail(
      "bad-option",
      "two pins of --input-pins have the same number in different ports, and the part watches one of them",
      {
        hint: "take a pin with another number",
      },
    );
  return pins;
}

function entriesOf(option: string, text: string | undefined, example: string): [string, string][] {
  return (text ?? "")
    .split(",")
    .filter((entry) => entry !== "")
    .map((entry) => {
      const parts = /^([^=]+)=([^=]+)$/.exec(entry.trim());
      return parts === null
        ? fail("bad-option", `${option}: "${entry}" is no pair like ${example}`)
        : [parts[1].trim(), parts[2].trim()];
    });
}

function pinOf(name: string, names: PinNames): number {
  const pin = names.numberOf(name);
  if (pin === null)
    return fail("bad-option", `"${name}" is no pin of this board; they are named like ${names.example}`);
  const use = names.taken.get(pin);
  return use === undefined ? pin : fail("bad-option", `the pin ${name} is taken: ${use}`);
}

function neuronOf(text: string, neurons: number): number {
  const id = Number(text);
  return /^\d+$/.test(text) && id < neurons
    ? id
    : fail("bad-option", `--spike-pins: "${text}" is no neuron; they are numbered from 0 to ${neurons - 1}`);
}

function sourceOf(text: string, sources: readonly PlayableSource[]): number {
  const [name, index = "0"] = text.split(":");
  const source = sources.find((candidate) => candidate.name === name);
  const list = sources.map((candidate) => `${candidate.name} (${candidate.size})`).join(", ");
  if (source === undefined)
    return fail(
      "bad-option",
      `--input-pins: the program has no source "${name}"; it has ${list === "" ? "none" : list}`,
    );
  return /^\d+$/.test(index) && Number(index) < source.size
    ? source.first + Number(index)
    : fail("bad-option", `--input-pins: "${text}" is none of the ${source.size} of ${name}, which are numbered from 0`);
}
