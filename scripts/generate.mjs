// Regenerates the committed protobuf code from the .proto files: `npm run generate`.
import { execFileSync } from "node:child_process";

const modules = [
  ["src/program/program.proto", "src/program/generated/program", "program"],
  ["src/recording/recording.proto", "src/recording/generated/recording", "recording"],
];
for (const [proto, out, root] of modules) {
  // No services, no verifiers, no JSON conversion: only what a codec needs. 64-bit integers are not used.
  const options = ["--no-verify", "--no-convert", "--no-delimited", "--no-service", "--no-typeurl", "--force-number"];
  execFileSync("npx", ["pbjs", "-t", "static-module", "-w", "es6", "-r", root, "--dependency", "protobufjs/minimal.js", ...options, "-o", `${out}.js`, proto], { stdio: "inherit" });
  execFileSync("npx", ["pbts", "-o", `${out}.d.ts`, `${out}.js`], { stdio: "inherit" });
}
