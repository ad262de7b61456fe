/** The process of one rank that spawn-ranks.ts starts. What is to be said is said by rank 0; where that was lost, by rank 1. */
import { EquipoiseError, formatDiagnostic } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import "../environment.js";
import { serveRank, type ServeOptions } from "./serve-rank.js";
import { RANK_VARIABLE } from "./spawn-ranks.js";

const options = JSON.parse(process.env[RANK_VARIABLE] ?? "null") as ServeOptions | null;
if (options === null) throw new Error("this file is a rank of a run: equipoise run --ranks starts it");
delete process.env[RANK_VARIABLE];
// Ctrl-C reaches the whole group: rank 0 ends, and then there is nothing to be said.
let interrupted = false;
process.on("SIGINT", () => (interrupted = true));
// Where rank 0 has ended before this one found it; the connection tells sooner where it has.
process.stdin.resume();
process.stdin.once("close", () => setTimeout(() => process.exit(ExitCode.device), 1000).unref());
try {
  await serveRank(options);
  process.exit(ExitCode.ok);
} catch (error) {
  if (!(error instanceof EquipoiseError)) throw error;
  const { message } = error.diagnostics[0];
  if (options.rank === 1 && !interrupted && message.startsWith("rank 0 "))
    process.stderr.write(`${formatDiagnostic(error.diagnostics[0])}\n`);
  process.exit(error.exitCode);
}
