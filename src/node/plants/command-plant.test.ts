/** What a plant leaves running when it ends. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { commandPlant } from "./command-plant.js";

const folder = mkdtempSync(join(tmpdir(), "equipoise plant – "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["in its process group, and that ends with it", "sleep 600 & echo $! >", true],
  ["in a session of its own, and that is left alone", "setsid sleep 30 & echo $! >", false],
])("a plant may end before something that holds its outputs %s", async (_where, command, ends) => {
  const file = join(folder, `${ends}.pid`);
  const plant = commandPlant(`${command} '${file}'`, () => {});
  while (!existsSync(file) || readFileSync(file, "utf8").trim() === "") await pause(5);
  const pid = Number(readFileSync(file, "utf8"));
  await plant.close();
  // It may take the system a moment to take it away.
  while (ends && isRunning(pid)) await pause(5);
  expect(isRunning(pid)).toBe(!ends);
  if (!ends) process.kill(pid);
});

it.each([
  ["bytes without the end of a line", "yes | tr -d '\\n'", /wrote more than 1048576 bytes without the end of a line/],
  ["lines that nothing asked for", "yes", /wrote more than 1000 lines that nothing asked for/],
])("a plant that writes %s ends in a sentence", async (_what, command, sentence) => {
  const plant = commandPlant(`${command}; exit 3`, () => {});
  try {
    const answers = async () => {
      for (;;) {
        await plant.exchange("{}");
        await pause(20);
      }
    };
    await expect(answers()).rejects.toThrow(sentence);
  } finally {
    await plant.close();
  }
});

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}
