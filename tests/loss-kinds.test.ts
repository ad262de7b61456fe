/** The tables of losses and counters against the sources: each is produced where it is said to be. */
import ts from "typescript";
import { expect, it } from "vitest";
import { COMPILE_LOSSES, isLossKind, RUN_LOSSES } from "../src/diagnostics/loss-kinds.js";
import { isLossCounter, LOSS_COUNTERS, WORK_COUNTERS } from "../src/diagnostics/run-counters.js";
import { isProduct, propertyOf, sourcesOf, visit, wordsOf } from "./source-scan.js";

/** Kinds of ledger.add({ kind, … }), and of an `entry: { kind, … }` that is entered later. */
function enteredBy(folders: readonly string[]): Set<string> {
  const kinds = new Set<string>();
  for (const { tree } of sourcesOf(folders, isProduct))
    visit(tree, (node) => {
      if (ts.isCallExpression(node) && /\bledger\.add$/.test(node.expression.getText()))
        for (const kind of wordsOf(propertyOf(node.arguments[0], "kind"))) kinds.add(kind);
      if (ts.isPropertyAssignment(node) && node.name.getText() === "entry")
        for (const kind of wordsOf(propertyOf(node.initializer, "kind"))) kinds.add(kind);
    });
  return kinds;
}

/** Every word that the sources of a folder say, with the ends of `ring-saturated-${…}` left open. */
function saidBy(folders: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const { tree } of sourcesOf(folders, isProduct))
    visit(tree, (node) => {
      if (ts.isStringLiteralLike(node)) words.add(node.text);
      if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) words.add(node.name.text);
    });
  return words;
}

it("every kind of loss of the compiler is entered by a compiler, and no other", () => {
  const entered = enteredBy(["compiler"]);
  expect(Object.keys(COMPILE_LOSSES).filter((kind) => !entered.has(kind))).toEqual([]);
  expect([...entered].filter((kind) => !(kind in COMPILE_LOSSES))).toEqual([]);
});

it("every kind of loss of a run comes from a counter", () => {
  const counted = new Set<string>(Object.values(LOSS_COUNTERS).map(({ kind }) => kind));
  expect(Object.keys(RUN_LOSSES).filter((kind) => !counted.has(kind))).toEqual([]);
});

it("every counter is kept by an emulator or a board", () => {
  const said = saidBy(["emulator", "firmware-bridge"]);
  expect([...Object.keys(LOSS_COUNTERS), ...Object.keys(WORK_COUNTERS)].filter((name) => !said.has(name))).toEqual([]);
});

it("no name is of two tables, and names of objects are in none", () => {
  const both = (a: object, b: object) => Object.keys(a).filter((name) => Object.hasOwn(b, name));
  expect(both(COMPILE_LOSSES, RUN_LOSSES)).toEqual([]);
  expect(both(LOSS_COUNTERS, WORK_COUNTERS)).toEqual([]);
  expect(["toString", "constructor", "__proto__"].filter((name) => isLossKind(name) || isLossCounter(name))).toEqual(
    [],
  );
});
