// `npm run demo`: compiles and verifies a real balanced network and writes the report.
import { spawnSync } from "node:child_process";

const command = [
  "dist/src/cli/main.js",
  "verify",
  "examples/balanced-sqrtk.yaml",
  "--target",
  "loihi1",
  "--seeds",
  "3",
  "--out",
  "out/demo",
];
console.error(`$ equipoise ${command.slice(1).join(" ")}`);
const { status, error } = spawnSync(process.execPath, command, { stdio: "inherit" });
if (error) throw error;
process.exitCode = status ?? 70;
