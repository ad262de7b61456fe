/** What is found in a NIR file: what makes it unreadable, what can be mended without a guess, what was assumed. */

/**
 *   error   what is meant cannot be told
 *   repair  not right, and there is one way to read it: `--repair` writes it so
 *   note    right, and worth knowing
 */
export interface Finding {
  readonly severity: "error" | "repair" | "note";
  /** Names from the outermost graph, with `.` between; `graph` for the file. */
  readonly node: string;
  readonly field?: string;
  /** One sentence, with what is done about it where that is safe. */
  readonly message: string;
}

export class Findings {
  readonly list: Finding[] = [];

  error(node: string, message: string, field?: string): void {
    this.add("error", node, message, field);
  }

  repair(node: string, message: string, field?: string): void {
    this.add("repair", node, message, field);
  }

  note(node: string, message: string, field?: string): void {
    this.add("note", node, message, field);
  }

  get errors(): readonly Finding[] {
    return this.list.filter(({ severity }) => severity === "error");
  }

  private add(severity: Finding["severity"], node: string, message: string, field?: string): void {
    this.list.push({ severity, node, message, ...(field === undefined ? {} : { field }) });
  }
}

/** `lif1.v_reset: …` */
export function sentenceOf({ node, field, message }: Finding): string {
  return `${field === undefined ? node : `${node}.${field}`}: ${message}`;
}
