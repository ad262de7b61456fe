import { once } from "node:events";
import { expect, it } from "vitest";
import { guardedProcess } from "../../firmware-bridge/transport/guarded-process.js";
import type { Transport } from "../../firmware-bridge/transport/transport.js";
import { relayedBoard } from "./relayed-board.js";

it("ends the board where the relay has ended while the board was started", async () => {
  const relay = guardedProcess("/bin/sh", ["-c", "exit 1"], { input: true });
  let closed: () => void = () => {};
  const end = new Promise<void>((resolve) => (closed = resolve));
  const line: Transport = { name: "board", write() {}, onData() {}, onClose() {}, close: () => closed() };
  const { ended } = await relayedBoard(relay, async () => {
    await once(relay.child, "close");
    return line;
  });
  await Promise.all([end, ended]);
});

it("ends the relay where the board cannot be started", async () => {
  const relay = guardedProcess("sleep", ["600"], { input: true });
  await expect(relayedBoard(relay, () => Promise.reject(new Error("no board")))).rejects.toThrow("no board");
  await relay.ended;
});
