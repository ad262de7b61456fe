/** Reads the sources as syntax trees, for tests of what they may say. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export const ROOT = join(import.meta.dirname, "..");

export interface SourceFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly tree: ts.SourceFile;
}

/** @param wanted by name; declarations and generated files are left out */
export function sourcesOf(folders: readonly string[], wanted: (name: string) => boolean): SourceFile[] {
  const walk = (folder: string): string[] =>
    readdirSync(join(ROOT, folder)).flatMap((name) => {
      const path = `${folder}/${name}`;
      if (statSync(join(ROOT, path)).isDirectory()) return name === "generated" ? [] : walk(path);
      return /\.ts$/.test(name) && !/\.d\.ts$/.test(name) && wanted(name) ? [path] : [];
    });
  return folders.flatMap(walk).map((path) => ({
    path,
    tree: ts.createSourceFile(path, readFileSync(join(ROOT, path), "utf8"), ts.ScriptTarget.ES2022, true),
  }));
}

export const isProduct = (name: string): boolean => !/\.(test|fixture)\.ts$/.test(name);
export const isTest = (name: string): boolean => /\.test\.ts$/.test(name);

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** The words that an expression can be: a literal, or both ends of a conditional one. */
export function wordsOf(node: ts.Node | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...wordsOf(node.whenTrue), ...wordsOf(node.whenFalse)];
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return wordsOf(node.expression);
  return [];
}

export function propertyOf(object: ts.Node | undefined, name: string): ts.Expression | undefined {
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  const found = object.properties.find((p) => p.name !== undefined && p.name.getText() === name);
  if (found === undefined) return undefined;
  if (ts.isPropertyAssignment(found)) return found.initializer;
  return ts.isShorthandPropertyAssignment(found) ? found.name : undefined;
}
