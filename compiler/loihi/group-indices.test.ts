import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/description/load-description.js";
import { build } from "../../src/measure/build.js";
import { integersOf } from "../../src/interchange/integers/of-program.js";
import { defaultOptions } from "../../src/options/check-options.js";
import { targetById } from "../../src/targets/registry.js";
import { groupIndices } from "./group-indices.js";

const POPULATIONS = 30;
/** A core has 16 formats of synapses, one a group. */
const SENDERS = 10;
const PROJECTIONS = POPULATIONS * SENDERS;
const cell = "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV }";

const twoDigits = (k: number) => String(k).padStart(2, "0");

/** The first populations to all of them, each by a projection of its own. */
function network(): string {
  const names = Array.from({ length: POPULATIONS }, (_, k) => twoDigits(k));
  const projections = names
    .slice(0, SENDERS)
    .flatMap((i) =>
      names.map(
        (j) => `  from${i}to${j}: { pre: p${i}, post: p${j}, connect: all_to_all, weight: 50 pA, delay: 1 ms }`,
      ),
    );
  const populations = names.map((k) => `  p${k}: { size: 1, neuron: ${cell} }`);
  return ["timestep: 1 ms", "duration: 50 ms", "populations:", ...populations, "projections:", ...projections].join(
    "\n",
  );
}

describe("indices of synapse groups", () => {
  it("hold the last of 256 groups in a byte, and of 257 in two", () => {
    expect([...groupIndices(256).from([0, 255])]).toEqual([0, 255]);
    expect([...groupIndices(257).from([0, 256])]).toEqual([0, 256]);
  });

  it("300 projections: every synapse of the program is in the group of its own projection", () => {
    const target = targetById("loihi1");
    const { description } = parseDescription(network(), "network.yaml", () => new Uint8Array());
    const { program } = build(description, target, defaultOptions(target), {}).compiled;
    const integers = integersOf(program);
    if (!("groups" in integers)) throw new Error("no groups");
    const { groups, synapses } = integers;
    expect(groups.length).toBe(PROJECTIONS);
    const found: string[] = [];
    for (let pre = 0; pre < SENDERS; pre++)
      for (let k = synapses.rowStart[pre]; k < synapses.rowStart[pre + 1]; k++) {
        const { name } = groups[synapses.group[k]];
        expect(name).toContain(`from${twoDigits(pre)}to${twoDigits(synapses.post[k])}`);
        found.push(name);
      }
    expect(new Set(found).size).toBe(PROJECTIONS);
  });
});
