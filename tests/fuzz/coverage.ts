/** Which characters of the sources ran, by V8's own counts of blocks: an input that reaches new ones is worth changing further. */
import { Session, type Profiler } from "node:inspector";

export class Coverage {
  private readonly session = new Session();
  /** Of each script, 1 where a character has run. */
  private readonly seen = new Map<string, Uint8Array>();
  private total = 0;

  /** @param modules parts of the paths that count */
  constructor(private readonly modules: readonly string[]) {
    this.session.connect();
    this.session.post("Profiler.enable");
    this.session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** Characters of the sources that have run. */
  get covered(): number {
    return this.total;
  }

  /** Takes in what ran since the last look. @returns characters that had never run before */
  look(): number {
    const before = this.total;
    for (const script of this.take())
      for (const { ranges } of script.functions) this.total += this.mark(script.scriptId, ranges);
    return this.total - before;
  }

  close(): void {
    this.session.disconnect();
  }

  private take(): Profiler.ScriptCoverage[] {
    let scripts: Profiler.ScriptCoverage[] = [];
    this.session.post("Profiler.takePreciseCoverage", (error, taken?: Profiler.TakePreciseCoverageReturnType) => {
      if (error !== null) throw error;
      scripts = taken?.result ?? [];
    });
    return scripts.filter(({ url }) => this.modules.some((part) => url.includes(part)));
  }

  /** Ranges of one function: the outer one first, those within it with counts of their own. */
  private mark(script: string, ranges: readonly Profiler.CoverageRange[]): number {
    const [{ startOffset: start, endOffset: end, count }] = ranges;
    if (count === 0) return 0;
    const ran = new Uint8Array(end - start).fill(1);
    for (const inner of ranges.slice(1))
      ran.fill(inner.count > 0 ? 1 : 0, inner.startOffset - start, inner.endOffset - start);
    const seen = this.roomFor(script, end);
    let fresh = 0;
    for (let k = 0; k < ran.length; k++) {
      if (ran[k] === 0 || seen[start + k] === 1) continue;
      seen[start + k] = 1;
      fresh++;
    }
    return fresh;
  }

  private roomFor(script: string, length: number): Uint8Array {
    const held = this.seen.get(script);
    if (held !== undefined && held.length >= length) return held;
    const larger = new Uint8Array(2 * length);
    if (held !== undefined) larger.set(held);
    this.seen.set(script, larger);
    return larger;
  }
}
