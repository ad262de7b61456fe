/**
 * Fast Fourier transform of complex sequences whose length is a power of two.
 *
 *   X[k] = Σ_n x[n]·exp(-2πi·k·n/N); the inverse divides by N.
 *
 * Source: Cooley & Tukey, Math. Comput. 19 (1965) 297; iterative radix-2 with bit reversal.
 */

export function nextPowerOfTwo(n: number): number {
  let power = 1;
  while (power < n) power *= 2;
  return power;
}

/** In-place transform of `re + i·im`; both arrays have the same power-of-two length. */
export function fft(re: Float64Array, im: Float64Array, inverse = false): void {
  const n = re.length;
  if (im.length !== n || n === 0 || (n & (n - 1)) !== 0)
    throw new RangeError(`fft needs two arrays of one power-of-two length, got ${n} and ${im.length}`);
  reverseBits(re, im);
  const sign = inverse ? 1 : -1;
  const cosine = new Float64Array(n / 2 || 1);
  const sine = new Float64Array(n / 2 || 1);
  for (let k = 0; k < n / 2; k++) {
    cosine[k] = Math.cos((2 * Math.PI * k) / n);
    sine[k] = sign * Math.sin((2 * Math.PI * k) / n);
  }
  for (let half = 1; half < n; half *= 2) {
    const stride = n / (2 * half);
    for (let base = 0; base < n; base += 2 * half) {
      for (let k = 0; k < half; k++) {
        const a = base + k;
        const b = a + half;
        const c = cosine[k * stride];
        const s = sine[k * stride];
        const tr = re[b] * c - im[b] * s;
        const ti = re[b] * s + im[b] * c;
        re[b] = re[a] - tr;
        im[b] = im[a] - ti;
        re[a] += tr;
        im[a] += ti;
      }
    }
  }
  if (!inverse) return;
  for (let i = 0; i < n; i++) {
    re[i] /= n;
    im[i] /= n;
  }
}

/** Reorders so that entry i comes from the index with i's bits reversed. */
function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const r = re[i];
    re[i] = re[j];
    re[j] = r;
    const m = im[i];
    im[i] = im[j];
    im[j] = m;
  }
}

/**
 * Linear (not circular) cross-correlation of two real sequences of one length T:
 * out[maxLag + l] = Σ_t a[t]·b[t + l] for l = -maxLag..maxLag. Means are not removed. O(T log T).
 */
export function crossCorrelation(a: Float64Array, b: Float64Array, maxLag: number): Float64Array {
  if (a.length !== b.length) throw new RangeError(`crossCorrelation needs one length, got ${a.length} and ${b.length}`);
  const n = nextPowerOfTwo(a.length + maxLag + 1);
  // Both real sequences ride in one complex transform: z = a + i·b, and symmetry takes them apart.
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  re.set(a);
  im.set(b);
  fft(re, im);
  const productRe = new Float64Array(n);
  const productIm = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const m = (n - k) & (n - 1);
    const aRe = (re[k] + re[m]) / 2;
    const aIm = (im[k] - im[m]) / 2;
    const bRe = (im[k] + im[m]) / 2;
    const bIm = (re[m] - re[k]) / 2;
    productRe[k] = aRe * bRe + aIm * bIm; // conj(A)·B
    productIm[k] = aRe * bIm - aIm * bRe;
  }
  fft(productRe, productIm, true);
  const out = new Float64Array(2 * maxLag + 1);
  for (let lag = -maxLag; lag <= maxLag; lag++) out[lag + maxLag] = productRe[(lag + n) & (n - 1)];
  return out;
}
