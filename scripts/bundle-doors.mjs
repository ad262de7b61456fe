// Bundles what stands behind each door of package.json into a few files: Node finds and opens each module that is loaded, and for hundreds
// of them that takes longer than their work. The doors share their chunks, so that a class is one class wherever it comes from. The single
// modules lie beside them: the command loads those of the command that was named. The worker thread of the emulators is one file for itself.
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { dirname, relative } from "node:path";
import { build } from "esbuild";

const ROOT = new URL("..", import.meta.url).pathname;

const { dependencies, exports } = JSON.parse(readFileSync("package.json", "utf8"));

/** Of nearly a hundred files, all loaded at once, and so a quarter of the time; every other package stays outside. */
const INLINED = "zod";

/** `./dist/src/index.js` of package.json is made of `src/index.ts`. */
function doors() {
  return Object.values(exports)
    .map((door) => (typeof door === "string" ? door : door.default))
    .filter((path) => path.endsWith(".js"))
    .map((path) => path.replace(/^\.\/dist\//, "").replace(/\.js$/, ".ts"));
}

/** Every module keeps its own address, by which it finds workers and files beside it; `folder`, below dist/, is where the bundles lie. */
const ownAddresses = (folder) => ({
  name: "own-addresses",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const own = relative(folder, relative(ROOT, path)).replace(/\.ts$/, ".js");
      const contents = readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        `new URL(${JSON.stringify(own)}, import.meta.url).href`,
      );
      return { contents, loader: "ts" };
    });
  },
});

const BUNDLE = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // package.json lists what has side effects by its compiled name; here the sources are read.
  ignoreAnnotations: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

export async function bundleDoors() {
  const entryPoints = doors();
  const misplaced = entryPoints.filter((path) => path.split("/").length !== 2);
  if (misplaced.length > 0) throw new Error(`a door must lie one folder below dist/: ${misplaced.join(", ")}`);
  rmSync("dist/chunks", { recursive: true, force: true });
  await build({
    ...BUNDLE,
    entryPoints,
    outdir: "dist",
    outbase: ".",
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
    external: Object.keys(dependencies).filter((name) => name !== INLINED),
    // Doors and chunks lie one folder below dist/.
    plugins: [ownAddresses("chunks")],
  });
  copyFileSync(`node_modules/${INLINED}/LICENSE`, `dist/chunks/LICENSE-${INLINED}`);
}

/** Of src/node/slice-worker.ts, in place of what tsc made of it: every run in several threads loads it in each of them. */
const WORKER = "src/node/slice-worker";

/** @throws Error where what it runs needs a package: every thread would find and open its files */
export async function bundleSliceWorker() {
  const { metafile } = await build({
    ...BUNDLE,
    entryPoints: [`${WORKER}.ts`],
    outfile: `dist/${WORKER}.js`,
    metafile: true,
    plugins: [ownAddresses(dirname(WORKER)), packagesOutside],
  });
  const { imports } = metafile.outputs[`dist/${WORKER}.js`];
  const packages = imports.map(({ path }) => path).filter((path) => !path.startsWith("node:"));
  if (packages.length > 0) throw new Error(`${WORKER}.ts must need no package: ${packages.join(", ")}`);
}

/** Left out where nothing that is reached uses them. */
const packagesOutside = {
  name: "packages-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path, external: true, sideEffects: false },
    );
  },
};
