/** Words a finding of a schema for a user: a value that is absent is called missing. Source: the messages of zod 4. */
export function issueMessage(message: string): string {
  return message
    .replace(/\s+/g, " ")
    .replace(/^Invalid input: expected (.+), received undefined$/, "it is missing ($1)")
    .replace(/^Invalid input: expected (.+), received (.+)$/, "it must be $1, not $2");
}
