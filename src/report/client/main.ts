/**
 * What runs in a page, as one classic script (scripts/bundle-client.mjs): every part looks for its section and does nothing without it.
 * Files of this folder touch the document and are tested in a browser; what can be computed without one stands beside the folder.
 */
import { startCoreMap } from "./core-map.js";
import { startCurrents } from "./currents.js";
import { startPage } from "./page.js";
import { startRaster } from "./raster/raster.js";
import { startSaving } from "./save/save.js";

for (const start of [startPage, startRaster, startCurrents, startCoreMap, startSaving])
  try {
    start();
  } catch (error) {
    // A part that fails takes no other with it, and is not silent.
    reportError(error);
  }
