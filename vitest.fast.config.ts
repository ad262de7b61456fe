/** `npm run test:fast` and `npm run test:watch`: the unit tests beside the sources, without the slowest files, which `npm test` runs. */
import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import everything from "./vitest.config.js";

/** Files that take longer than five seconds of one core. The list is measured: the duration that `npm run test:unit -- FILE` prints. */
const SLOW = [
  "compiler/foresee-overflow.test.ts",
  "compiler/loihi/compile-quantized.test.ts",
  "compiler/loihi/passes/front-passes.test.ts",
  "phenomena/experiments/gain-control.test.ts",
  "src/description/fuzz.test.ts",
  "src/description/json-schema.test.ts",
  "src/numerics/time-grid.test.ts",
  "src/program/program-codec.test.ts",
  "src/report/render-report.test.ts",
  "src/sweep/sweep.test.ts",
  "src/verdict/seed-plan.test.ts",
];

const gone = SLOW.filter((path) => !existsSync(new URL(path, import.meta.url)));
if (gone.length > 0) throw new Error(`vitest.fast.config.ts leaves out ${gone.join(", ")}, which is not there`);

export default defineConfig({
  test: {
    ...everything.test,
    include: ["{src,compiler,emulator,firmware-bridge,phenomena}/**/*.test.ts"],
    exclude: ["**/node_modules/**", ...SLOW],
  },
});
