/** What a description is compiled for where a board runs it: the target that was named or the board's own, with the memory that this very board has. */
import type { HelloReply } from "../../firmware-bridge/protocol/messages.js";
import type { OptionsFor } from "../options/option-tables.js";
import type { Limit } from "../targets/limit.js";
import { targetById } from "../targets/registry.js";
import type { TargetSpec } from "../targets/target.js";
import { openLink, targetNameOfBoard, targetOfHello, type BoardLine } from "./board-line.js";
import { compileOptionsOf, type CompileArguments } from "./compile-options.js";

/** A simulated board, or one with other memory than its target's usual one, says in HELLO what it holds. */
function withLimitsOf<Target extends TargetSpec>(target: Target, board: HelloReply, name: string): Target {
  if (target.family === "sized" || target.image === undefined) return target;
  const said = (value: number): Limit => ({ value, source: `what ${name} says of itself (HELLO)` });
  const { image } = target;
  return {
    ...target,
    image: {
      ...image,
      bytes: said(board.imageBytes),
      injectWords: said(board.injectWords),
      ...("neurons" in image ? { neurons: said(board.neurons) } : {}),
      ...("sources" in image ? { sources: said(board.sources) } : {}),
    },
  };
}

/** Asks the board, where that decides anything. @throws EquipoiseError as `compileOptionsOf`, `openLink`, and for a board that this version does not know */
export async function compileOptionsOnBoard(
  args: CompileArguments,
  line: BoardLine,
): Promise<{ target: TargetSpec; options: OptionsFor<TargetSpec> }> {
  const named = args.target === undefined ? null : compileOptionsOf(args);
  if (named !== null && (named.target.family === "sized" || named.target.image === undefined)) return named;
  const link = await openLink(line);
  const { board } = link;
  link.close();
  const { target, options } = named ?? compileOptionsOf(args, targetOfHello(board, line));
  const own = targetNameOfBoard(board.board);
  // Of another family, it is refused as such when it is deployed.
  const fits = own !== undefined && targetById(own).family === target.family;
  return { target: fits ? withLimitsOf(target, board, line.name) : target, options };
}
