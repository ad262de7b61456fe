import { it } from "vitest";
import { loadDescription } from "../src/description/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { compileFront } from "./front-half-fixture.js";
import { quantizedMoments } from "./quantized-moments.js";
it("look", () => {
  for (const f of ["balanced-sqrtk", "brunel", "brunel-1ms", "conductance-balanced", "tuned-drive", "lava-ei-tutorial"]) {
    const network = drawNetwork(loadDescription(new URL(`../examples/${f}.yaml`, import.meta.url).pathname).description);
    for (const weightBits of f === "balanced-sqrtk" ? [8, 4, 2] : [8]) for (const rounding of ["nearest", "balance"] as const) {
      const t = performance.now();
      const r = compileFront(network, { weightBits, rounding, weightExponent: weightBits === 8 ? "projection" : "network" });
      const s = r.scaled;
      process.stdout.write(`\n${f} ${weightBits} ${rounding} ${network.synapses} synapses ${(performance.now() - t).toFixed(0)} ms; S ${s.scale[0]} m ${s.thresholdMantissa[0]} ${s.thresholdMantissa.at(-1)} clip ${JSON.stringify(s.predictedClip)} du ${s.du[0]} dv ${s.dv[0]} gain ${s.weightGain[0]} bias ${r.quantized.biasMantissa[0]}<<${r.quantized.biasExponent[0]}\n`);
      s.groups.forEach((g) => { const m = r.quantized.projections[g.projection].mantissa; process.stdout.write(`   ${g.name} ${g.signMode} e${g.weightExponent} ${typeof m === "number" ? m : [...new Set(m)].slice(0, 6).join(",")}\n`); });
      const mo = quantizedMoments(r.quantized, r.context);
      mo.projections.forEach((p) => process.stdout.write(`   ${p.name} K ${p.indegree} mean ${p.weightMean} ms ${p.weightMeanSquare}\n`));
      process.stdout.write(`   ${JSON.stringify(mo.populations[0])}\n`);
      if (rounding === "balance") r.ledger.entries().forEach((e) => process.stdout.write(`   LEDGER ${JSON.stringify(e)}\n`));
      if (rounding === "balance") r.diagnostics.forEach((e) => process.stdout.write(`   DIAG ${e.severity} ${e.message}\n`));
    }
  }
});
