// Bundles what stands behind each door of package.json into a few files: Node finds and opens each module that is loaded, and for hundreds
// of them that takes longer than their work. The doors share their chunks, so that a class is one class wherever it comes from. The single
// modules lie beside them: the command loads those of the command that was named.
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
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

/** Every module keeps its own address, by which it finds workers and files beside it; doors and chunks lie one folder below dist/. */
const ownAddresses = {
  name: "own-addresses",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const own = `../${relative(ROOT, path).replace(/\.ts$/, ".js")}`;
      const contents = readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        `new URL(${JSON.stringify(own)}, import.meta.url).href`,
      );
      return { contents, loader: "ts" };
    });
  },
};

export async function bundleDoors() {
  const entryPoints = doors();
  const misplaced = entryPoints.filter((path) => path.split("/").length !== 2);
  if (misplaced.length > 0) throw new Error(`a door must lie one folder below dist/: ${misplaced.join(", ")}`);
  rmSync("dist/chunks", { recursive: true, force: true });
  await build({
    entryPoints,
    outdir: "dist",
    outbase: ".",
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: Object.keys(dependencies).filter((name) => name !== INLINED),
    // package.json lists what has side effects by its compiled name; here the sources are read.
    ignoreAnnotations: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    plugins: [ownAddresses],
  });
  copyFileSync(`node_modules/${INLINED}/LICENSE`, `dist/chunks/LICENSE-${INLINED}`);
}
