/** Waiting to a fraction of a millisecond: timers count whole ones, and may be late by one. */

const TIMER_MS = 2;

export async function preciseWait(ms: number): Promise<void> {
  const until = performance.now() + ms;
  if (ms > TIMER_MS) await new Promise((resolve) => setTimeout(resolve, ms - TIMER_MS));
  // What else this process has to do goes on in between.
  while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
}
