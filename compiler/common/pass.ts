/** Pass: one step of a compiler, from a stage to the next, with an independent checker. */
export interface Pass<In, Out, Context> {
  /** kebab-case */
  readonly name: string;
  /** One sentence; `--help` and docs print it. */
  readonly summary: string;
  run(input: In, context: Context): Out;
  /** Independent checker: throws EquipoiseError (internal fault) if the result is wrong. */
  check(input: In, output: Out, context: Context): void;
}
