/** One question to a plant: what it throws is its own and is shown as such, and what it never answers ends the loop. */
import { EquipoiseError, fail } from "../diagnostics/diagnostic.js";

const MS_PER_SECOND = 1000;

/**
 * Calls the plant and waits for its answer, at most `timeout` ms where it gives a promise.
 *
 * @param what completes "the plant threw in …" and "… did not answer"
 * @throws EquipoiseError `plant-threw` with the plant's own stack, `plant-silent`, or what the plant itself says in that form
 */
export async function askPlant<T>(what: string, timeout: number, ask: () => T | Promise<T>): Promise<T> {
  try {
    const answer = ask();
    return answer instanceof Promise ? await withinTime(answer, what, timeout) : answer;
  } catch (error) {
    if (error instanceof EquipoiseError) throw error;
    const [message, stack] = error instanceof Error ? [error.message, error.stack ?? ""] : [String(error), ""];
    return fail("plant-threw", `the plant threw in ${what}: ${message}`, {
      hint: `mend the plant; its own stack:\n${stack === "" ? "(none: what it threw is no Error)" : stack}`,
    });
  }
}

function withinTime<T>(answer: Promise<T>, what: string, timeout: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const silent = () => reject(silence(what, timeout));
    let late: ReturnType<typeof setTimeout> | undefined;
    // A process that was itself held up has not yet read what came meanwhile: it is read before the next timer is due.
    const lookAgain = () => (late = setTimeout(silent, 1));
    // The longest delay that a timer takes is 2^31 - 1 ms, after which it is not a timer any more.
    if (Number.isFinite(timeout)) late = setTimeout(lookAgain, Math.min(timeout, 2 ** 31 - 1));
    answer.then(resolve, reject).finally(() => clearTimeout(late));
  });
}

function silence(what: string, timeout: number): EquipoiseError {
  return new EquipoiseError([
    {
      code: "plant-silent",
      severity: "error",
      message: `the plant did not answer ${what} within ${timeout / MS_PER_SECOND} s`,
      hint: "see whether it runs and reads; a slow one needs a longer --plant-timeout",
    },
  ]);
}
