/** What a program says is heard, whenever somebody begins to listen and however soon it ends. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { processTransport } from "./process-transport.js";

const folder = mkdtempSync(join(tmpdir(), "equipoise line – "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("hands on what was said before anybody listened", async () => {
  const said = join(folder, "said");
  const line = processTransport("/bin/sh", ["-c", 'printf early; : > "$0"; exec sleep 600', said]);
  while (!existsSync(said)) await pause(5);
  // Time enough to lose it.
  await pause(50);
  const heard = await new Promise<Uint8Array>((resolve) => line.onData(resolve));
  line.close();
  expect(Buffer.from(heard).toString()).toBe("early");
});

it("hangs up once all has been heard, though the program ended before", async () => {
  const line = processTransport("/bin/sh", ["-c", "printf one; (sleep 0.3; printf ' two') &"]);
  let heard = "";
  line.onData((bytes) => (heard += Buffer.from(bytes).toString()));
  await new Promise<void>((resolve) => line.onClose(resolve));
  expect(heard).toBe("one two");
});

it("tells its end also one who listens afterwards", async () => {
  const line = processTransport("/bin/sh", ["-c", "exit 3"]);
  line.onData(() => {});
  await new Promise<void>((resolve) => line.onClose(resolve));
  await new Promise<void>((resolve) => line.onClose(resolve));
});
