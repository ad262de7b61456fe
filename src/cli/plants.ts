/** The plant that --plant names: one of ours, a module, a command, or one behind UDP. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { askPlant } from "../closed-loop/ask-plant.js";
import { createCursor } from "../closed-loop/cursor.js";
import type { Plant, PlantFactory, PlantSetup } from "../closed-loop/plant.js";
import { connectPlant, type RemotePlantOptions } from "../closed-loop/remote-plant.js";
import { fail } from "../diagnostics/diagnostic.js";
import { commandPlant } from "../node/plants/command-plant.js";
import { udpPlant } from "../node/plants/udp-plant.js";

const OWN_PLANTS: Readonly<Record<string, PlantFactory>> = {
  cursor: (setup) => createCursor(setup),
  "cursor-alone": (setup) => createCursor(setup, { controlled: false }),
};

const UDP = "udp:";

export interface NamedPlant {
  readonly plant: Plant;
  /** ms that the loop waits for an answer; Infinity for one behind a line, which is timed there, in the words of its protocol. */
  readonly timeout: number;
}

export async function plantOf(
  name: string,
  setup: PlantSetup,
  options: RemotePlantOptions & { readonly timeout: number; readonly log: (bytes: Uint8Array) => void },
): Promise<NamedPlant> {
  const { timeout } = options;
  if (Object.hasOwn(OWN_PLANTS, name)) return { plant: await OWN_PLANTS[name](setup), timeout };
  if (name.startsWith(UDP) || !/\.m?js$/.test(name)) {
    const line = name.startsWith(UDP) ? await udpPlant(name.slice(UDP.length)) : commandPlant(name, options.log);
    return { plant: await connectPlant(line, setup, options), timeout: Infinity };
  }
  const factory = await factoryOf(name, timeout);
  return { plant: await askPlant("making it", timeout, () => factory(setup)), timeout };
}

async function factoryOf(path: string, timeout: number): Promise<PlantFactory> {
  const whole = resolve(path);
  if (!existsSync(whole))
    fail("bad-option", `the plant ${path} cannot be loaded: it does not exist`, {
      hint: `write ${Object.keys(OWN_PLANTS).join(", ")}, the path of a module (.mjs, .js), a command line, or udp:HOST:PORT`,
    });
  const module = await askPlant(
    `loading ${path}`,
    timeout,
    async () => (await import(pathToFileURL(whole).href)) as { default?: unknown },
  );
  if (typeof module.default !== "function")
    fail("bad-option", `${path} has no default export that makes a plant`, {
      hint: "export default (setup) => ({ sense, act, state }); docs/closed-loop.md",
    });
  return module.default as PlantFactory;
}
