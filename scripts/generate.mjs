// Regenerates the committed generated files: protobuf code from the .proto files, the JSON Schemas from the zod schemas,
// the version from package.json, the WebAssembly kernels, the wire protocol's vectors, the examples that are tables, docs/messages.md, docs/options.md, the script
// and the style sheet of the pages.
// `npm run generate` writes them; `npm run generate -- --check` fails where a committed file is stale.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { clientModules } from "./bundle-client.mjs";
import { kernelModules } from "./kernel-modules.mjs";
import { versionText } from "./version-text.mjs";

const modules = [
  ["src/program/program.proto", "src/program/generated/program", "program"],
  ["src/recording/recording.proto", "src/recording/generated/recording", "recording"],
  ["firmware-bridge/protocol/wire.proto", "firmware-bridge/protocol/generated/wire", "wire"],
];

const check = process.argv.includes("--check");
const scratch = mkdtempSync(join(tmpdir(), "equipoise-generate-"));
const stale = [];

/** Writes the file, or with --check only compares it. */
function deliver(path, text) {
  if (!check) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } else if (!existsSync(path) || readFileSync(path, "utf8") !== text) stale.push(path);
}

try {
  // First: of all here, only these need no build, and the build needs them.
  for (const [path, text] of [...(await clientModules()), ...(await kernelModules())]) deliver(path, text);
  deliver("src/program/version.ts", versionText(JSON.parse(readFileSync("package.json", "utf8")).version));
  for (const [proto, out, root] of modules) {
    // No services, no verifiers, no JSON conversion: only what a codec needs. 64-bit integers are not used.
    const options = ["--no-verify", "--no-convert", "--no-delimited", "--no-service", "--no-typeurl", "--force-number"];
    const code = join(scratch, `${root}.js`);
    const types = join(scratch, `${root}.d.ts`);
    execFileSync(
      "npx",
      [
        "pbjs",
        "-t",
        "static-module",
        "-w",
        "es6",
        "-r",
        root,
        "--dependency",
        "protobufjs/minimal.js",
        ...options,
        "-o",
        code,
        proto,
      ],
      { stdio: "inherit" },
    );
    execFileSync("npx", ["pbts", "-o", types, code], { stdio: "inherit" });
    deliver(`${out}.js`, readFileSync(code, "utf8"));
    deliver(`${out}.d.ts`, readFileSync(types, "utf8"));
  }
  const { networkJsonSchemaText } = await import("../dist/src/description/json-schema.js");
  deliver("schemas/network.schema.json", networkJsonSchemaText());
  const { integersJsonSchemaText } = await import("../dist/src/interchange/integers/document-schema.js");
  deliver("schemas/integers.schema.json", integersJsonSchemaText());
  const { sweepJsonSchemaText } = await import("../dist/src/sweep/plan/sweep-schema.js");
  deliver("schemas/sweep.schema.json", sweepJsonSchemaText());
  const { messagesPage } = await import("../dist/scripts/messages-page.js");
  deliver("docs/messages.md", messagesPage());
  const { optionsPageText } = await import("../dist/scripts/options-page.js");
  deliver("docs/options.md", optionsPageText());
  const { wireVectorsText } = await import("../dist/firmware-bridge/protocol/wire-vectors.js");
  deliver("firmware-bridge/protocol/wire-vectors.json", wireVectorsText());
  const { microcircuit, MICROCIRCUITS } = await import("../dist/phenomena/networks/microcircuit.js");
  for (const [name, scale] of MICROCIRCUITS) deliver(`examples/${name}.yaml`, microcircuit(scale, name));
  const { experiments } = await import("../dist/phenomena/registry.js");
  const { exampleFile } = await import("../dist/phenomena/example-file.js");
  for (const experiment of experiments) deliver(`examples/phenomena/${experiment.id}.yaml`, exampleFile(experiment));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

if (stale.length > 0) {
  console.error(`stale: ${stale.join(", ")}; run \`npm run generate\` and commit`);
  process.exit(1);
}
