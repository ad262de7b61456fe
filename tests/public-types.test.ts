/** Whatever type a public function takes or gives can be named by who calls it: the declarations in dist/ are walked from each public face. */
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { mustBeFresh } from "./fresh-dist.js";

mustBeFresh();

const built = fileURLToPath(new URL("../dist/", import.meta.url));
const faces = ["src/index.d.ts", "src/compiler.d.ts", "src/emulator.d.ts", "src/bridge.d.ts"];
const program = ts.createProgram(
  faces.map((face) => built + face),
  {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    types: ["node"],
  },
);
const checker = program.getTypeChecker();

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Ours, at the top of a file: not a parameter, a member or a type of a package. */
function isDeclaration(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).every(
    ({ parent }) =>
      (ts.isSourceFile(parent) || ts.isVariableDeclarationList(parent)) &&
      parent.getSourceFile().fileName.startsWith(built),
  );
}

/** The types that the exports of a file lead to, and that it does not export. */
function unnamedTypes(face: string): string[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(built + face)!)!;
  const exported = new Set(checker.getExportsOfModule(module).map(resolved));
  const reached = new Set<ts.Symbol>();
  const visit = (symbol: ts.Symbol): void => {
    if (reached.has(symbol) || !isDeclaration(symbol)) return;
    reached.add(symbol);
    symbol.declarations?.forEach(walk);
  };
  const walk = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (symbol !== undefined) visit(resolved(symbol));
    ts.forEachChild(node, walk);
  };
  exported.forEach(visit);
  return [...reached]
    .filter((symbol) => symbol.flags & ts.SymbolFlags.Type && !exported.has(symbol))
    .map((symbol) => `${symbol.name} of ${symbol.declarations![0].getSourceFile().fileName.slice(built.length)}`)
    .sort();
}

describe("public types", () => {
  it.each([
    ["nothing but the language", ["lib.es2022.d.ts"]],
    ["a browser's types", ["lib.es2022.d.ts", "lib.dom.d.ts"]],
  ])("need no @types/node, with %s, strict and with every declaration checked", (_, lib) => {
    const outside = ts.createProgram(
      [...faces, "phenomena/index.d.ts"].map((face) => built + face),
      {
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        skipLibCheck: false,
        types: [],
        lib,
        noEmit: true,
      },
    );
    expect(outside.getSourceFiles().filter(({ fileName }) => fileName.includes("@types/node"))).toEqual([]);
    const said = ts
      .getPreEmitDiagnostics(outside)
      .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
    expect(said).toEqual([]);
  });

  it.each(faces)("of %s have exported names", (face) => {
    expect(unnamedTypes(face)).toEqual([]);
  });

  it("are walked: a function of the compiler leads to the types of its stages", () => {
    expect(unnamedTypes("compiler/loihi/compile.d.ts").length).toBeGreaterThan(20);
  });
});
