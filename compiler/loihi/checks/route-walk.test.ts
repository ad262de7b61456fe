import fc from "fast-check";
import { expect, it } from "vitest";
import { RouteWalk } from "./route-walk.js";

/** By source, then core: whether there is a route. */
const connections = fc
  .record({ sources: fc.integer({ min: 2, max: 12 }), cores: fc.integer({ min: 1, max: 6 }) })
  .chain(({ sources, cores }) =>
    fc.array(fc.array(fc.boolean(), { minLength: cores, maxLength: cores }), {
      minLength: sources,
      maxLength: sources,
    }),
  );

/** The sources of every core's axons, and the routes of every source. */
function tables(connected: readonly (readonly boolean[])[]) {
  const inputAxons: number[][] = connected[0].map(() => []);
  const routes = connected.map((row, id) =>
    row.flatMap((yes, core) => (yes ? [{ core, axon: inputAxons[core].push(id) - 1 }] : [])),
  );
  return { inputAxons: inputAxons.map((ids) => Uint32Array.from(ids)), routes };
}

function accepted({ inputAxons, routes }: ReturnType<typeof tables>): boolean {
  const walk = new RouteWalk(inputAxons.length);
  const follows = routes.every((of, id) =>
    walk.follow(
      id,
      Uint32Array.from(of, ({ core }) => core),
      Uint16Array.from(of, ({ axon }) => axon),
      0,
      of.length,
    ),
  );
  return follows && walk.isOf(inputAxons);
}

it("accepts the routes that belong to the axons", () => {
  fc.assert(
    fc.property(connections, (connected) => {
      expect(accepted(tables(connected))).toBe(true);
    }),
  );
});

it("refuses axons of other sources, though as many and in the same order, and other axons and cores", () => {
  fc.assert(
    fc.property(connections, fc.nat(), fc.constantFrom("source", "axon", "core", "lost"), (connected, pick, what) => {
      const { inputAxons, routes } = tables(connected);
      const all = routes.flatMap((of, id) => of.map((_, k) => ({ id, k })));
      fc.pre(all.length > 0);
      const { id, k } = all[pick % all.length];
      const { core, axon } = routes[id][k];
      if (what === "source") inputAxons[core][axon]++;
      else if (what === "axon") routes[id][k].axon++;
      else if (what === "core") routes[id][k].core = inputAxons.length;
      else routes[id].splice(k, 1);
      expect(accepted({ inputAxons, routes })).toBe(false);
    }),
  );
});
