/**
 * What is said between the loop and a plant that is a program of its own: one JSON object a line (or datagram) each way a block.
 * docs/closed-loop.md has the table. This file is the plant's side of it: what it may answer, read and held against that table.
 */
import { fail } from "../diagnostics/diagnostic.js";
import type { PlantSummary } from "./plant.js";

export const PROTOCOL = 1;
export const SPIKE_FORMS = ["counts", "rates", "ids"] as const;

/** How a plant wants the spikes: per population a number, a rate, or every [step, id]. */
export type SpikeForm = (typeof SPIKE_FORMS)[number];

/** What a plant answers to the setup. */
export interface Hello {
  readonly state: readonly string[];
  readonly spikes: SpikeForm;
  /** ms of the low-pass filter of `rates`; 0: the mean rate of the block. */
  readonly tau: number;
}

/** What its sensors send, by source: as it was written. */
export type SenseValues = Readonly<Record<string, unknown>>;

/** What a plant answers to a block. */
export interface BlockAnswer {
  readonly sense: SenseValues;
  /** Before the steps that were asked for. */
  readonly state: Readonly<Record<string, number>>;
}

/** What a plant answers to the end. */
export interface EndAnswer {
  readonly state: Readonly<Record<string, number>>;
  readonly summary: PlantSummary | null;
}

const SHOWN = 120;

/** @throws EquipoiseError `plant-malformed` with the line, cut */
function malformed(what: string, line: string): never {
  const text = line.length > SHOWN ? `${line.slice(0, SHOWN)}… (${line.length} characters)` : line;
  return fail("plant-malformed", `the plant's answer ${what}: ${text === "" ? "(an empty line)" : text}`, {
    hint: "one JSON object a line on its standard output and nothing else; docs/closed-loop.md has the table",
  });
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(line: string, keys: readonly string[]): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return malformed("is not JSON", line);
  }
  if (!isObject(value)) return malformed("is no JSON object", line);
  const unknown = Object.keys(value).filter((key) => !keys.includes(key));
  if (unknown.length > 0) return malformed(`has "${unknown[0]}", where only ${keys.join(", ")} may be`, line);
  return value;
}

export function readHello(line: string): Hello {
  const { state, spikes = "counts", tau = 0 } = objectOf(line, ["state", "spikes", "tau"]);
  if (!Array.isArray(state) || !state.every((name) => typeof name === "string"))
    return malformed("to the setup has no list of state names", line);
  if (new Set(state).size < state.length) return malformed("to the setup names a state twice", line);
  if (!SPIKE_FORMS.includes(spikes as SpikeForm))
    return malformed(`to the setup wants spikes in a form that is none of ${SPIKE_FORMS.join(", ")}`, line);
  if (typeof tau !== "number" || !Number.isFinite(tau) || tau < 0)
    return malformed("to the setup has a tau that is no number of at least 0", line);
  return { state, spikes: spikes as SpikeForm, tau };
}

export function readBlock(line: string): BlockAnswer {
  const { sense = {}, state } = objectOf(line, ["sense", "state"]);
  if (!isObject(sense)) return malformed("has a sense that is no object", line);
  return { sense, state: stateOf(state, line) };
}

export function readEnd(line: string): EndAnswer {
  const { state, summary = null } = objectOf(line, ["state", "summary"]);
  if (summary === null) return { state: stateOf(state, line), summary };
  const { text = "", figures = {} } = isObject(summary) ? summary : malformed("has a summary that is no object", line);
  if (typeof text !== "string") return malformed("has a summary whose text is none", line);
  return { state: stateOf(state, line), summary: { text, figures: stateOf(figures, line, "figures") } };
}

function stateOf(state: unknown, line: string, what = "state"): Readonly<Record<string, number>> {
  if (!isObject(state)) return malformed(`has no ${what}`, line);
  const wrong = Object.entries(state).find(([, value]) => typeof value !== "number");
  if (wrong !== undefined) return malformed(`has a ${what} whose ${wrong[0]} is no number`, line);
  return state as Readonly<Record<string, number>>;
}
