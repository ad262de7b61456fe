/** Small wrong changes to arithmetic, by the syntax tree of TypeScript: each is one that a test should notice. */
import ts from "typescript";

export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** Characters of the source that are replaced. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** `a + b → a - b`, on one line. */
  readonly what: string;
}

const { SyntaxKind } = ts;
/** Of binary operators. */
const OPERATORS: Readonly<Record<string, string>> = {
  ...{ "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "<<": ">>", ">>": "<<", ">>>": "<<" },
  ...{ "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=" },
  ...{ "<": "<=", "<=": "<", ">": ">=", ">=": ">" },
  ...{ "===": "!==", "!==": "===", "&&": "||", "||": "&&" },
};
/** Of functions of Math; each becomes each of its list. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  floor: ["ceil"],
  ceil: ["floor"],
  round: ["floor"],
  trunc: ["ceil"],
  min: ["max"],
  max: ["min"],
};
/** Nothing below them is arithmetic: sentences for users. */
const SENTENCES = ["fail", "internalFault", "counted", "note"];

/** All mutants of a source, in the order of its characters. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const add = (node: ts.Node, replaced: ts.Node, replacement: string) => {
    const [start, end] = [replaced.getStart(source), replaced.getEnd()];
    const [from, to] = [node.getStart(source), node.getEnd()];
    mutants.push({
      file,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      ...{ start, end, replacement },
      what: `${oneLine(text.slice(from, to))} → ${oneLine(text.slice(from, start) + replacement + text.slice(end, to))}`,
    });
  };
  const visit = (node: ts.Node): void => {
    if (isNoArithmetic(node)) return;
    if (ts.isBinaryExpression(node)) {
      const other = OPERATORS[node.operatorToken.getText(source)];
      if (other !== undefined && !joinsTexts(node)) add(node, node.operatorToken, other);
    }
    if (ts.isNumericLiteral(node)) {
      // What Number reads: hexadecimal and underscores, too.
      const value = Number(node.getText(source).replaceAll("_", ""));
      for (const off of [1, -1]) if (value + off !== value) add(node.parent, node, numberText(value + off));
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.expression.getText(source) === "Math"
    )
      for (const name of FUNCTIONS[node.expression.name.text] ?? []) add(node, node.expression.name, name);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants.sort((a, b) => a.start - b.start);
}

function isNoArithmetic(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isThrowStatement(node) ||
    ts.isTemplateExpression(node) ||
    ts.isInterfaceDeclaration(node) ||
    (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && SENTENCES.includes(node.expression.text))
  );
}

function joinsTexts(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return joinsTexts(node.expression);
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === SyntaxKind.PlusToken && (joinsTexts(node.left) || joinsTexts(node.right));
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** A negative one in brackets: `a -1` would be another expression, `a --1` none. */
function numberText(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}

const LONGEST = 100;

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
