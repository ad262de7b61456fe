/** What a pass made, for --print-after: the structure of a stage with long arrays shortened and earlier stages left out. */

const SHOWN = 8;
/** Fields that hold the stage before: printed by their own pass. */
const EARLIER = new Set(["network", "lowered", "scaled", "quantized", "partitioned", "placed", "projection"]);

function shorten(value: unknown, depth: number): unknown {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const list = value as ArrayLike<unknown>;
    const kind = Array.isArray(value) ? "list" : value.constructor.name;
    const head = Array.from({ length: Math.min(SHOWN, list.length) }, (_, i) => shorten(list[i], depth + 1));
    return list.length <= SHOWN ? head : [...head, `… ${list.length} in all (${kind})`];
  }
  if (typeof value === "object" && value !== null) {
    if (depth > 6) return "…";
    return Object.fromEntries(
      Object.entries(value).map(([key, v]) => [
        key,
        EARLIER.has(key) && typeof v === "object" ? "(earlier stage)" : shorten(v, depth + 1),
      ]),
    );
  }
  return value;
}

export function describeStage(name: string, value: unknown): string {
  return `# after ${name}\n${JSON.stringify(shorten(value, 0), null, 2)}`;
}
