/** The expanders here against the released ones: rows and parameters that synapse_expander.aplx and neuron_expander.aplx wrote (scripts/real_expander.py). */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { expandNeurons } from "../../../src/interchange/spynnaker/job/neuron-builder.js";
import { expandSynapses } from "../../../src/interchange/spynnaker/job/synapse-builder.js";

interface Recorded {
  readonly core: readonly number[];
  readonly builder: string;
  readonly rows: string;
  readonly neuronBuilder: string;
  readonly neurons: string;
}

const path = new URL("expander.json.gz", import.meta.url);
const { cores } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as { readonly cores: readonly Recorded[] };

function words(text: string): Uint32Array {
  const bytes = Buffer.from(text, "base64");
  return Uint32Array.from({ length: bytes.length / 4 }, (_, k) => bytes.readUInt32LE(4 * k));
}

describe.each(cores)("core $core", ({ core, builder, rows, neuronBuilder, neurons }) => {
  it("gets the synaptic rows that the machine's own program writes, word for word", () => {
    const expected = words(rows);
    const made = new Uint32Array(expected.length);
    expandSynapses(words(builder), made, `core ${core.join(", ")}`);
    expect(expected.some((word) => word !== 0)).toBe(true);
    expect(Buffer.compare(Buffer.from(made.buffer), Buffer.from(expected.buffer))).toBe(0);
  });

  it("gets the neuron parameters that the machine's own program writes, word for word", () => {
    const made = expandNeurons(words(neuronBuilder), `core ${core.join(", ")}`);
    expect([...new Uint32Array(made)]).toEqual([...words(neurons)]);
  });
});

it("were recorded of every connector and distribution that is done", () => {
  expect(cores.length).toBe(6);
  const connectors = new Set<number>();
  const distributions = new Set<number>();
  for (const { builder } of cores) {
    const content = words(builder);
    let at = 18 + 4;
    for (let projection = 0; projection < content[4]; projection++) {
      const [connector, weights, delays] = content.subarray(at + 6, at + 9);
      connectors.add(connector);
      for (const id of [weights, delays]) distributions.add(id);
      const sizes = [1, 2, 2, 4, 4, 1];
      at += 9 + 12 + [0, 1, 2, 3, 3, 3][connector] + sizes[weights] + sizes[delays];
    }
  }
  expect([...connectors].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...distributions].sort()).toEqual([0, 1, 3, 4, 5]);
});
