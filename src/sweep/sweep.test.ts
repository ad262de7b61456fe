import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDescription } from "../description/load-description.js";
import { targetById } from "../targets/registry.js";
import { verify } from "../verify/verify.js";
import { sweep } from "./sweep.js";
import { variationsOf } from "./variations.js";
import { defaultOptions, optionsWith } from "../options/check-options.js";

const file = new URL("../../examples/small-balanced.yaml", import.meta.url);
const { description: whole } = parseDescription(
  readFileSync(file, "utf8"),
  "small-balanced.yaml",
  () => new Uint8Array(),
);
const description = { ...whole, duration: whole.burnIn + 200 };
const target = targetById("loihi1");
const options = defaultOptions(target);
const request = { description, target, seeds: [description.seed], jobs: 1 };

describe("sweep", () => {
  it("finds for every variant what verify finds for it alone: program, rates, prediction and verdict", async () => {
    const variations = variationsOf(["weight-bits=8,2", "rounding=nearest"], target);
    const rows = await sweep({ ...request, options, variations });
    expect(rows.map((row) => row.values["weight-bits"])).toEqual(["8", "2"]);
    for (const [k, row] of rows.entries()) {
      const alone = await verify({
        ...request,
        options: optionsWith(target, { ...options, ...variations[k].options }),
        attribution: "never",
        file: "",
        command: "",
      });
      expect(row.digests).toEqual(alone.runs.map((run) => run.digest));
      expect(row.rates).toEqual(alone.prediction.rates);
      expect(row.verdict).toEqual(alone.verdict);
    }
  });

  it("holds every variant against the same reference", async () => {
    const rows = await sweep({ ...request, options, variations: variationsOf(["weight-bits=8,3,2"], target) });
    const reference = rows.map((row) => row.rates.map((rate) => rate.measuredReference));
    expect(reference).toEqual([reference[0], reference[0], reference[0]]);
    expect(new Set(rows.flatMap((row) => row.digests)).size).toBe(3);
  });
});
