// Copies what tsc does not: generated protobuf code and templates; bundles the doors of the package; makes the command executable.
import { chmodSync, cpSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { bundleDoors } from "./bundle-doors.mjs";

/** Every non-TypeScript runtime asset below the source folders keeps its relative place in dist/. */
function copyAssets(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) copyAssets(path);
    else if (/\.(js|cjs|d\.ts|proto|yaml)$/.test(name) && !/\.test\./.test(name)) cpSync(path, join("dist", path));
  }
}

for (const folder of ["src", "compiler", "emulator", "firmware-bridge", "phenomena", "studies"])
  if (existsSync(folder)) copyAssets(folder);
await bundleDoors();
if (existsSync("dist/src/cli/main.js")) chmodSync("dist/src/cli/main.js", 0o755);
