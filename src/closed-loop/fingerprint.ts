/** What tells one course of a loop from another: the first 64 bits of SHA-256 over its numbers, as float64. */
import { hex, startSha256 } from "../numerics/sha256.js";

/** Numbers that are hashed at once. */
const AT_ONCE = 512;
const DIGITS = 16;

export class Fingerprint {
  private readonly hash = startSha256();
  private readonly view = new DataView(new ArrayBuffer(8 * AT_ONCE));
  private held = 0;

  number(value: number): void {
    this.view.setFloat64(8 * this.held++, value);
    if (this.held === AT_ONCE) this.take();
  }

  /** Once, at the end. */
  digest(): string {
    this.take();
    return hex(this.hash.digest()).slice(0, DIGITS);
  }

  private take(): void {
    this.hash.update(new Uint8Array(this.view.buffer.slice(0, 8 * this.held)));
    this.held = 0;
  }
}
