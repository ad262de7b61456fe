/** The clock of the machine. */
import type { Clock } from "./transport.js";

export const systemClock: Clock = {
  get now() {
    return performance.now();
  },
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
