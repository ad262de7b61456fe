// Checks the stack of a board against its reserve, and prints what the firmware takes.
// The deepest path through the call graph, from the reset and from the interrupt that may lie on top of it; compiler output of -fcallgraph-info=su.
// Usage: stack-budget.mjs BOARD FOLDER "OUTPUT OF nm -S"
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const [, , board, folder, symbols] = process.argv;
// What the compiler's library needs, which comes without call graphs (64-bit multiplication, memset, memcpy): generous.
const LIBRARY_BYTES = 64;
// Eight registers and alignment, pushed by the core.
const INTERRUPT_FRAME = 40;
const ROOT = "reset_handler";
const SECOND_ROOT = "second_core";
const INTERRUPTS = ["serial_interrupt", "usb_interrupt", "tick_handler", "wake_interrupt", "unexpected_handler"];

const bytesOf = new Map();
const callsOf = new Map();
for (const name of readdirSync(folder).filter((file) => file.endsWith(".ci"))) {
  const text = readFileSync(join(folder, name), "utf8");
  for (const [, title, label] of text.matchAll(/node: \{ title: "([^"]+)" label: "([^"]+)"/g)) {
    const size = /(\d+) bytes \((\w+)\)/.exec(label);
    if (size === null) continue;
    if (size[2] !== "static") throw new Error(`${title} has a stack frame of ${size[2]} size`);
    bytesOf.set(title, Number(size[1]));
  }
  for (const [, from, to] of text.matchAll(/edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"/g)) {
    if (to === "__indirect_call") throw new Error(`${from} calls through a pointer: its stack cannot be told`);
    callsOf.set(from, [...(callsOf.get(from) ?? []), to]);
  }
}

function depth(title, path = []) {
  if (path.includes(title)) throw new Error(`${title} calls itself`);
  const deeper = (callsOf.get(title) ?? []).map((callee) => depth(callee, [...path, title]));
  return (bytesOf.get(title) ?? LIBRARY_BYTES) + Math.max(0, ...deeper);
}

const addressOf = (name) => {
  const line = symbols.split("\n").find((text) => text.endsWith(` ${name}`));
  if (line === undefined) throw new Error(`the program has no symbol ${name}`);
  return parseInt(line, 16);
};
const sizeOf = (name) => {
  const found = new RegExp(`^[0-9a-f]+ ([0-9a-f]+) . ${name}$`, "m").exec(symbols);
  if (found === null) throw new Error(`the program has no symbol ${name} with a size`);
  return parseInt(found[1], 16);
};
const interrupts = INTERRUPTS.flatMap((name) => [...bytesOf.keys()].filter((title) => title === name || title.endsWith(`:${name}`)));
const stack = depth(ROOT) + INTERRUPT_FRAME + Math.max(0, ...interrupts.map((name) => depth(name)));
// A second processor has a stack of its own, and no interrupts but faults.
const second = bytesOf.has(SECOND_ROOT) ? depth(SECOND_ROOT) + INTERRUPT_FRAME + depth("unexpected_handler") : 0;
const secondReserve = second > 0 ? sizeOf("second_stack") : 0;
const reserve = addressOf("STACK_BYTES");
const ram = addressOf("bss_end") - 0x20000000;
const total = addressOf("stack_top") - 0x20000000;
const flash = statSync(join(folder, `${board}.bin`)).size;
console.log(`${board}: flash ${flash} bytes; RAM ${ram} of ${total} bytes, ${total - ram - reserve} free beside a stack of ${reserve}, of which at most ${stack} are used${second > 0 ? `; second core: at most ${second} of ${secondReserve}` : ""}`);
if (second > secondReserve) {
  console.error(`${board}: the second core's stack may take ${second} bytes, more than the ${secondReserve} of second_stack`);
  process.exit(1);
}
if (stack > reserve) {
  console.error(`${board}: the stack may take ${stack} bytes, more than the ${reserve} reserved in ports/${board}/link.ld`);
  process.exit(1);
}
