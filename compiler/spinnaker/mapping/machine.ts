/**
 * A machine as a graph of chips: six links each, to (x+1, y), (x+1, y+1), (x, y+1) and back, numbered anticlockwise from east.
 * Source: SpiNNaker spec §5; SpiNNMachine version_3.py, version_5.py.
 */
import type { SpinnakerBoard } from "../../../src/targets/spinnaker/target.js";

export const LINKS = 6;
const STEPS = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
] as const;

/** First and last x of each row of a 48-chip board: its outline is a hexagon. */
const HEXAGON = [
  [0, 4],
  [0, 5],
  [0, 6],
  [0, 7],
  [1, 7],
  [2, 7],
  [3, 7],
  [4, 7],
] as const;

export interface Machine {
  /** Coordinates of each chip. */
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** Chip at the other end of link l of chip c, or -1: entry c·6 + l. */
  readonly neighbours: Int32Array;
}

export function opposite(link: number): number {
  return (link + 3) % LINKS;
}

/** Chips row by row. A board's links that leave it are dead; those of a torus wrap around. */
export function machineOf({ width, height, shape }: Pick<SpinnakerBoard, "width" | "height" | "shape">): Machine {
  const places: [number, number][] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      if (shape !== "hexagon" || (x >= HEXAGON[y][0] && x <= HEXAGON[y][1])) places.push([x, y]);
  }
  const indexOf = new Map(places.map(([x, y], c) => [y * width + x, c]));
  const neighbours = new Int32Array(places.length * LINKS).fill(-1);
  places.forEach(([x, y], c) => {
    STEPS.forEach(([dx, dy], link) => {
      let [toX, toY] = [x + dx, y + dy];
      if (shape === "torus") [toX, toY] = [(toX + width) % width, (toY + height) % height];
      else if (toX < 0 || toX >= width || toY < 0 || toY >= height) return;
      neighbours[c * LINKS + link] = indexOf.get(toY * width + toX) ?? -1;
    });
  });
  return { x: Uint16Array.from(places, ([x]) => x), y: Uint16Array.from(places, ([, y]) => y), neighbours };
}

/** Chips by their distance from `root`, nearest first, with the link over which each is reached from its parent. */
export interface BreadthFirst {
  readonly order: Uint32Array;
  readonly parent: Int32Array;
  /** Link of the parent that leads here; -1 for the root. */
  readonly link: Int8Array;
  readonly distance: Uint16Array;
}

export function breadthFirst({ x, neighbours }: Machine, root: number): BreadthFirst {
  const chips = x.length;
  const parent = new Int32Array(chips).fill(-1);
  const link = new Int8Array(chips).fill(-1);
  const distance = new Uint16Array(chips);
  const seen = new Uint8Array(chips);
  const order = new Uint32Array(chips);
  let found = 1;
  order[0] = root;
  seen[root] = 1;
  for (let next = 0; next < found; next++) {
    const chip = order[next];
    for (let l = 0; l < LINKS; l++) {
      const to = neighbours[chip * LINKS + l];
      if (to < 0 || seen[to] === 1) continue;
      seen[to] = 1;
      parent[to] = chip;
      link[to] = l;
      distance[to] = distance[chip] + 1;
      order[found++] = to;
    }
  }
  return { order: order.subarray(0, found), parent, link, distance };
}
