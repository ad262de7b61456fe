/** Which test files a source is under, by what they import: the nearest first. */
import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import ts from "typescript";

/** Paths from the root that a module imports at run time. */
function importsOf(root: string, file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const found: string[] = [];
  const take = (name: ts.Expression | undefined) => {
    if (name === undefined || !ts.isStringLiteral(name) || !name.text.startsWith(".")) return;
    const path = normalize(join(file, "..", name.text)).replace(/\.js$/, ".ts");
    if (existsSync(join(root, path))) found.push(path);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
      take(node.moduleSpecifier);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) take(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) take(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export class ImportGraph {
  private readonly imports = new Map<string, readonly string[]>();
  /** Of each test file, how many imports away each source is. */
  private readonly reached: ReadonlyMap<string, ReadonlyMap<string, number>>;

  constructor(
    private readonly root: string,
    tests: readonly string[],
  ) {
    this.reached = new Map(tests.map((test) => [test, this.distancesFrom(test)]));
  }

  /**
   * The test files that import a source, at most so many: the one beside it of the same name, then those with the fewest imports in
   * between, and of these the ones that import the least in all.
   */
  testsOf(file: string, most: number): string[] {
    const beside = file.replace(/\.ts$/, ".test.ts");
    return [...this.reached]
      .flatMap(([test, reached]) => {
        const distance = reached.get(file);
        return distance === undefined ? [] : [{ test, distance: test === beside ? 0 : distance, size: reached.size }];
      })
      .sort((a, b) => a.distance - b.distance || a.size - b.size || (a.test < b.test ? -1 : 1))
      .slice(0, most)
      .map(({ test }) => test);
  }

  private distancesFrom(test: string): ReadonlyMap<string, number> {
    const distances = new Map([[test, 0]]);
    // A Map is walked in the order in which it grows.
    for (const [file, distance] of distances) {
      let imports = this.imports.get(file);
      if (imports === undefined) this.imports.set(file, (imports = importsOf(this.root, file)));
      for (const next of imports) if (!distances.has(next)) distances.set(next, distance + 1);
    }
    return distances;
  }
}
