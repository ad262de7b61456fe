/** A job of sPyNNaker, judged beside the float64 network of the same script: `import`, `inspect --dump`, `verify --against`. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PYTHON_DOORS, pythonOf, ROOT } from "../../../scripts/python-environments.js";
import { equipoise } from "../../cli/equipoise.js";
import { mustBeFresh } from "../../fresh-dist.js";
import { runScript } from "./run-script.js";

mustBeFresh();

const { folder, database } = runScript("vogels_abbott", "host");

/** The script on equipoise: its import changed, the seeds of populations left out, which PyNN has not. */
function networkOfScript(): string {
  const script = readFileSync(new URL("scripts/vogels_abbott.py", import.meta.url), "utf8")
    .replace("import on_a_board  # noqa: F401\n", "")
    .replace("import spynnaker.pyNN as sim", "import equipoise.pynn as sim")
    .replaceAll(/, seed=\d+\)/g, ")")
    .replace("sim.end()", 'sim.network().write("net")\nsim.end()');
  writeFileSync(join(folder, "script.py"), script);
  execFileSync(pythonOf(PYTHON_DOORS), ["script.py"], {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: join(ROOT, "python"), PYTHONDONTWRITEBYTECODE: "1" },
    stdio: "pipe",
  });
  return join("net", "network.json");
}

it("a job is judged against the network that its script means", async () => {
  const network = networkOfScript();
  expect((await equipoise(["import", "spynnaker", database, "-o", "job.eqp"], folder)).code).toBe(0);
  expect((await equipoise(["inspect", "job.eqp", "--dump", "integers"], folder)).code).toBe(0);
  const { code, stdout } = await equipoise(
    ["verify", "integers", "--against", network, "--seeds", "3", "--json"],
    folder,
  );
  // A quarter of the network in steps of 1 ms is synchronous in float64 too: nothing of the machine's doing.
  expect(code).toBe(4);
  const { verdict, metrics } = JSON.parse(stdout) as {
    verdict: string;
    metrics: { id: string; population: string; reference: { mean: number }; target: { mean: number } }[];
  };
  expect(verdict).toBe("not-balanced");
  const rates = metrics.filter(({ id }) => id === "rate");
  expect(rates.map(({ population }) => population).sort()).toEqual(["Excitatory", "Inhibitory"]);
  for (const { reference, target } of rates) expect(Math.abs(target.mean / reference.mean - 1)).toBeLessThan(0.25);
});
