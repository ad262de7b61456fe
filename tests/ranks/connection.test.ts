/** What reached a process while it was held up counts as said in time. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { askPlant } from "../../src/closed-loop/ask-plant.js";
import { Connection } from "../../src/node/ranks/connection.js";

const open: { destroy(): void }[] = [];
afterEach(() => open.splice(0).forEach((one) => one.destroy()));

/** Both ends of a connection. */
async function pair(): Promise<readonly [Socket, Socket]> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const far = new Promise<Socket>((resolve) => server.once("connection", resolve));
  const near = connect((server.address() as AddressInfo).port, "127.0.0.1");
  open.push(near, await far);
  server.close();
  return [near, await far];
}

const LIMIT_MS = 50;

function holdUp(): void {
  const end = performance.now() + 4 * LIMIT_MS;
  while (performance.now() < end);
}

it("a greeting that came while nobody could read it", async () => {
  const [near, far] = (await pair()).map((socket) => new Connection(socket));
  const heard = far.nextHello(LIMIT_MS);
  near.sendHello({ nonce: "" });
  holdUp();
  expect(await heard).toEqual({ nonce: "" });
});

it("the answer of a plant that came while nobody could read it", async () => {
  const [near, far] = await pair();
  const heard = askPlant("the setup", LIMIT_MS, () => new Promise((resolve) => far.once("data", resolve)));
  near.write("{}");
  holdUp();
  expect(String(await heard)).toBe("{}");
});

it("and silence is still silence", async () => {
  const [near, far] = await pair();
  await expect(new Connection(near).nextHello(LIMIT_MS)).rejects.toThrow("it said nothing for 0.05 s");
  await expect(
    askPlant("the setup", LIMIT_MS, () => new Promise((resolve) => far.once("data", resolve))),
  ).rejects.toThrow("the plant did not answer the setup within 0.05 s");
});
