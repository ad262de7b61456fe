// What the build takes and gives: the sources that tsconfig.build.json names, what is copied beside them, and the files of dist/ that come of them.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMP = "build-stamp.json";
/** Made by the bundler, which cleans up itself. */
const BUNDLES = "chunks";

/** Generated protobuf code and templates, which tsc does not copy. */
const isAsset = (path) => /\.(js|cjs|d\.ts|proto|yaml)$/.test(path) && !/\.test\./.test(path);
const isCompiled = (path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path);

/** Folders whose assets the program reads. */
const ASSET_FOLDERS = ["src", "compiler", "emulator", "firmware-bridge", "phenomena", "studies"];

function filesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = folder === "" ? name : `${folder}/${name}`;
    return statSync(join(root, path)).isDirectory() ? filesBelow(root, path) : [path];
  });
}

/** Paths relative to `root` of what tsc compiles and of what is copied. */
export function buildInputs(root) {
  const { include } = JSON.parse(readFileSync(join(root, "tsconfig.build.json"), "utf8"));
  const left = (path) =>
    /\.(test|fixture)\.ts$/.test(path) || path.includes("/assembly/") || path.startsWith("src/report/client/");
  const compiled = include
    .flatMap((folder) => filesBelow(root, folder))
    .filter((path) => isCompiled(path) && !left(path));
  const assets = ASSET_FOLDERS.flatMap((folder) => filesBelow(root, folder)).filter(isAsset);
  return { compiled, assets };
}

/** Removes from dist/ what no source stands for any more: tsc never does. Gives what was removed. */
export function removeLeftovers(root) {
  const { compiled, assets } = buildInputs(root);
  const wanted = new Set([
    ...compiled.flatMap((path) => [path.replace(/ts$/, "js"), path.replace(/ts$/, "d.ts")]),
    ...assets,
    STAMP,
  ]);
  const gone = filesBelow(join(root, "dist"), "").filter(
    (path) => !wanted.has(path) && !path.startsWith(`${BUNDLES}/`),
  );
  for (const path of gone) rmSync(join(root, "dist", path));
  for (const path of gone) removeEmptyFolders(join(root, "dist"), path);
  return gone;
}

function removeEmptyFolders(dist, path) {
  for (let folder = path; folder.includes("/");) {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    if (!existsSync(join(dist, folder))) continue;
    if (readdirSync(join(dist, folder)).length > 0) return;
    rmdirSync(join(dist, folder));
  }
}

function hashes(root) {
  const { compiled, assets } = buildInputs(root);
  const entry = (path) => [
    path,
    createHash("sha256")
      .update(readFileSync(join(root, path)))
      .digest("hex"),
  ];
  return Object.fromEntries([...compiled, ...assets].sort().map(entry));
}

/** Notes of which sources dist/ was built. */
export function stampBuild(root) {
  writeFileSync(join(root, "dist", STAMP), JSON.stringify(hashes(root), null, 1));
}

/** One sentence where dist/ is not what the sources give, with the way out; null where it is. */
export function staleBuild(root) {
  const stamp = join(root, "dist", STAMP);
  if (!existsSync(stamp)) return "dist/ is not built: run npm run build";
  const built = JSON.parse(readFileSync(stamp, "utf8"));
  const now = hashes(root);
  const newer = Object.keys(now).filter((path) => now[path] !== built[path]);
  const more = (paths) => (paths.length === 1 ? "" : ` and ${paths.length - 1} more`);
  if (newer.length > 0) return `dist/ is older than ${newer[0]}${more(newer)}: run npm run build`;
  const gone = Object.keys(built).filter((path) => !(path in now));
  return gone.length > 0 ? `dist/ still has ${gone[0]}${more(gone)}, which is gone: run npm run build` : null;
}
