/** Wall time of each pass, for --time-passes. */
export class PassTimer {
  private started = 0;
  private readonly times: [string, number][] = [];

  before(_name: string): void {
    this.started = performance.now();
  }

  after(name: string): void {
    this.times.push([name, performance.now() - this.started]);
  }

  rows(): string[][] {
    const total = this.times.reduce((sum, [, ms]) => sum + ms, 0);
    return [...this.times, ["all passes", total] as const].map(([name, ms]) => [name, ms.toFixed(1)]);
  }
}
