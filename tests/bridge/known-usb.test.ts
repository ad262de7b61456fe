/** What `board list` makes of USB devices, by what they say of themselves. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { knownPort, pluggedLoaders } from "../../src/cli/known-usb.js";
import { equipoise, temporaryFolder } from "../cli/equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe("a serial port", () => {
  it.each([
    [{ vendorId: "2e8a", productId: "000a", manufacturer: "equipoise" }, /Pico with this firmware/, /^--on board:P$/],
    // Linux without a device database: the name under /dev/serial/by-id is all there is.
    [
      { systemName: "usb-equipoise_equipoise_spiking_networks__RP2040_E66-if00" },
      /Pico with this firmware/,
      /^--on board:P$/,
    ],
    [{ vendorId: "2e8a", productId: "000a", manufacturer: "Raspberry Pi" }, /another program/, /BOOTSEL/],
    [{ vendorId: "2e8a", productId: "0005" }, /MicroPython/, /rp2040\.uf2/],
    [{ vendorId: "0483", productId: "374b" }, /ST-LINK/, /--on board:P/],
    [{ vendorId: "0403", productId: "6015" }, /ULX3S/, /--on board:P/],
    [{ vendorId: "0403", productId: "6010" }, /iCEBreaker; the second/, /--on board:P/],
    [{ vendorId: "0403", productId: "6014" }, /UPduino/, /bench/],
  ])("%o is named, with what to say next", (port, what, next) => {
    const known = knownPort({ path: "P", ...port });
    expect(known?.what).toMatch(what);
    expect(known?.next).toMatch(next);
  });

  it("of another kind is left unnamed", () => {
    expect(knownPort({ path: "P", vendorId: "1a86", productId: "7523" })).toBeNull();
    expect(knownPort({ path: "P" })).toBeNull();
  });
});

describe("boards that wait for an image", () => {
  it("are found among the system's USB devices", () => {
    for (const [name, vendor, product] of [
      ["1-1", "2e8a", "0003"],
      ["1-2", "0483", "df11"],
      ["1-3", "2e8a", "000f"],
      ["1-4", "046d", "c31c"],
    ]) {
      mkdirSync(join(folder.path, name));
      writeFileSync(join(folder.path, name, "idVendor"), `${vendor}\n`);
      writeFileSync(join(folder.path, name, "idProduct"), `${product}\n`);
    }
    mkdirSync(join(folder.path, "1-0:1.0")); // an interface has neither
    const found = pluggedLoaders(folder.path);
    expect(found.map(({ id }) => id)).toEqual(["2e8a:0003", "0483:df11", "2e8a:000f"]);
    expect(found.map(({ next }) => next).join()).toMatch(/rp2040\.uf2[^]*dfu-util[^]*no image/);
    expect(pluggedLoaders(join(folder.path, "nosuch"))).toEqual([]);
  });
});

describe("board list", () => {
  it("names simulated boards, the Pico by both of its lines, and has everything in JSON", async () => {
    const { stdout, code } = await equipoise(["board", "list"], folder.path);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/simulated:pico [^]*simulated:pico-usb/)]);
    const json = JSON.parse((await equipoise(["board", "list", "--json"], folder.path)).stdout) as object;
    expect(Object.keys(json)).toEqual(["ports", "loaders", "incomplete", "simulated"]);
  });
});
