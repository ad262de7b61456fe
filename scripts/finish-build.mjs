// Copies what tsc does not: generated protobuf code and templates; removes what no source stands for any more; bundles the doors of the
// package and the worker of the emulators; makes the command executable; and notes of which sources all this was made.
import { chmodSync, cpSync } from "node:fs";
import { join } from "node:path";
import { buildInputs, removeLeftovers, stampBuild } from "./build-files.mjs";
import { bundleDoors, bundleSliceWorker } from "./bundle-doors.mjs";

const ROOT = process.cwd();

for (const path of buildInputs(ROOT).assets) cpSync(path, join("dist", path));
removeLeftovers(ROOT);
await bundleDoors();
await bundleSliceWorker();
chmodSync("dist/src/cli/main.js", 0o755);
stampBuild(ROOT);
