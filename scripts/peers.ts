/** Makes the Python environments that the tests need, so that no test waits for an install. */
import { FPGA, LAVA, NIR, NUMPY, PYTHON_DOORS, pythonOf, SNAKEMAKE, SONATA, SPYNNAKER } from "./python-environments.js";

for (const environment of [NUMPY, LAVA, SPYNNAKER, NIR, SONATA, SNAKEMAKE, PYTHON_DOORS, FPGA]) {
  const began = Date.now();
  pythonOf(environment);
  console.log(`.python/${environment.name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
}
