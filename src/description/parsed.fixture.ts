/** Descriptions of the tests, and the errors of those that are refused. */
import { expect } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { parseDescription } from "./load-description.js";
import type { NetworkDescription } from "./types.js";

export const HEAD = "timestep: 0.5 ms\nduration: 1 s\n";

export const CELL =
  "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_th: 15 mV, V_reset: 0 mV, t_ref: 2 ms }";

const DELTA = "{ model: iaf_psc_delta, E_L: 0 mV, V_th: 15 mV, V_reset: 0 mV }";

export const POPULATIONS = `populations:\n  E: { size: 4, neuron: ${CELL} }\n  I: { size: 2, neuron: ${DELTA} }\n  G: { size: 2, neuron: { model: iaf_cond_exp } }\n`;

export const parse = (
  text: string,
  readFile: (path: string) => Uint8Array = () => expect.fail("no file is read here"),
) => parseDescription(text, "net.yaml", readFile);

export const describeNet = (rest: string, readFile?: (path: string) => Uint8Array): NetworkDescription =>
  parse(HEAD + POPULATIONS + rest, readFile).description;

export function errorsOf(text: string, readFile?: (path: string) => Uint8Array): readonly Diagnostic[] {
  try {
    parse(text, readFile);
  } catch (error) {
    if (error instanceof EquipoiseError) return error.diagnostics;
    throw error;
  }
  return expect.fail("no error");
}

export const errorText = (text: string, readFile?: (path: string) => Uint8Array) =>
  errorsOf(text, readFile)
    .map((d) => `${d.message} ${d.hint ?? ""}`)
    .join("\n");
