// Compiles the AssemblyScript kernels to WebAssembly: [path, text] of each generated module. `npm run generate` writes them.
import asc from "assemblyscript/asc";

/** Folders with an `assembly/index.ts`; the module lies beside it, in `generated/`. */
const KERNELS = ["emulator/loihi/kernel", "emulator/spinnaker/kernel"];

/** No runtime: the kernels work on memory that they are given, in arrays whose addresses they are told. */
const OPTIONS = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--noExportMemory", "--enable", "simd"];

export async function kernelModules() {
  const files = [];
  for (const folder of KERNELS) files.push([`${folder}/generated/wasm-module.ts`, moduleText(await compile(folder))]);
  return files;
}

async function compile(folder) {
  let binary = null;
  const { error, stderr } = await asc.main([`${folder}/assembly/index.ts`, ...OPTIONS, "--outFile", "kernel.wasm"], {
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) binary = contents;
    },
  });
  if (error !== null || binary === null) throw new Error(`${folder}/assembly: ${stderr.toString()}`);
  return binary;
}

function moduleText(binary) {
  const lines = Buffer.from(binary)
    .toString("base64")
    .match(/.{1,120}/g);
  return [
    "/** WebAssembly, base64; compiled from ../assembly by `npm run generate`. */",
    "export const WASM_MODULE =",
    ...lines.map((line, k) => `  "${line}"${k + 1 < lines.length ? " +" : ";"}`),
    "",
  ].join("\n");
}
