/** FNV-1a over the 64 bits of each number. */
export class Fingerprint {
  private hash = 0xcbf29ce484222325n;
  private readonly view = new DataView(new ArrayBuffer(8));

  number(value: number): void {
    this.view.setFloat64(0, value);
    this.hash = BigInt.asUintN(64, (this.hash ^ this.view.getBigUint64(0)) * 0x100000001b3n);
  }

  get text(): string {
    return this.hash.toString(16).padStart(16, "0");
  }
}
