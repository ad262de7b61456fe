/**
 * A network that is built once and simulated in stretches, in a process of its own: for each line with a number of steps it simulates as many,
 * and prints {"seconds":…,"spikes":…}: of processor time, which other work on the machine lengthens least. Its first line is {}, when it is ready.
 *
 * usage: player.js '{"network":"FILE","on":"loihi1","profile":"hw","threads":1}'
 */
import "../../src/node/environment.js";
import { createInterface } from "node:readline";
import { makeOwn, type OwnForm } from "../side-by-side/make-own.js";

const { run } = await makeOwn(JSON.parse(process.argv[2]) as OwnForm);
await run.readState([0]);
console.log("{}");
for await (const line of createInterface({ input: process.stdin })) {
  let spikes = 0;
  const begin = process.cpuUsage();
  await run.advance(Number(line), (_step, _ids, count) => (spikes += count));
  const { user, system } = process.cpuUsage(begin);
  console.log(JSON.stringify({ seconds: 1e-6 * (user + system), spikes }));
}
await run.close();
