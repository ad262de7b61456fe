// `npm run kernels`: compiles the AssemblyScript kernels and writes their modules; `npm run generate -- --check` holds them to the source.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { kernelModules } from "./kernel-modules.mjs";

for (const [path, text] of await kernelModules()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`${path}: ${text.length} characters`);
}
