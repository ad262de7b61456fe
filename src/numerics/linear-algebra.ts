/**
 * Dense linear algebra for small matrices (a row per population): LU solve, singular values, eigenvalues, complex determinant.
 * Matrices are arrays of rows. Nothing is modified in place. Singular systems give NaN, never an exception.
 */
export type Matrix = readonly (readonly number[])[];

export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** x with A·x = b by Gaussian elimination with partial pivoting; NaN where A is exactly singular. */
export function solve(a: Matrix, b: readonly number[]): number[] {
  const n = b.length;
  const rows = a.map((row, i) => [...row, b[i]]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) pivot = i;
    if (rows[pivot][column] === 0) return new Array<number>(n).fill(NaN);
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let i = column + 1; i < n; i++) {
      const factor = rows[i][column] / rows[column][column];
      if (factor !== 0) for (let j = column; j <= n; j++) rows[i][j] -= factor * rows[column][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = rows[i][n];
    for (let j = i + 1; j < n; j++) sum -= rows[i][j] * x[j];
    x[i] = sum / rows[i][i];
  }
  return x;
}

export function multiply(a: Matrix, x: readonly number[]): number[] {
  return a.map((row) => row.reduce((sum, value, j) => sum + value * x[j], 0));
}

/** The matrix over its norm, without entries so small that their squares underflow: a change far below rounding. */
function normalised(a: Matrix): { scaled: Matrix; norm: number } {
  const norm = Math.hypot(...a.flat());
  if (norm === 0) return { scaled: a, norm: 1 };
  return { scaled: a.map((row) => row.map((value) => (Math.abs(value / norm) < 1e-30 ? 0 : value / norm))), norm };
}

/** Singular values, descending, by one-sided Jacobi rotations of the columns (Hestenes 1958). */
export function singularValues(a: Matrix): number[] {
  const n = a.length === 0 ? 0 : a[0].length;
  const { scaled, norm } = normalised(a);
  const columns = Array.from({ length: n }, (_, j) => scaled.map((row) => row[j]));
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  for (let sweep = 0, rotated = true; rotated && sweep < 60; sweep++) {
    rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const pp = dot(columns[p], columns[p]);
        const qq = dot(columns[q], columns[q]);
        const pq = dot(columns[p], columns[q]);
        if (Math.abs(pq) <= 1e-15 * Math.sqrt(pp * qq)) continue;
        rotated = true;
        const zeta = (qq - pp) / (2 * pq);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const c = 1 / Math.hypot(1, t);
        const s = c * t;
        const left = columns[p];
        const right = columns[q];
        columns[p] = left.map((value, i) => c * value - s * right[i]);
        columns[q] = left.map((value, i) => s * value + c * right[i]);
      }
    }
  }
  return columns.map((column) => norm * Math.sqrt(dot(column, column))).sort((x, y) => y - x);
}

/** 2-norm condition number: largest over smallest singular value; Infinity for a singular matrix, 1 for an empty one. */
export function conditionNumber(a: Matrix): number {
  const values = singularValues(a);
  if (values.length === 0) return 1;
  const smallest = values[values.length - 1];
  return smallest === 0 ? Infinity : values[0] / smallest;
}

const add = (x: Complex, y: Complex): Complex => ({ re: x.re + y.re, im: x.im + y.im });
const subtract = (x: Complex, y: Complex): Complex => ({ re: x.re - y.re, im: x.im - y.im });
const times = (x: Complex, y: Complex): Complex => ({ re: x.re * y.re - x.im * y.im, im: x.re * y.im + x.im * y.re });
const conjugate = (x: Complex): Complex => ({ re: x.re, im: -x.im });
const scale = (x: Complex, factor: number): Complex => ({ re: x.re * factor, im: x.im * factor });
const modulus = (x: Complex): number => Math.hypot(x.re, x.im);
const ZERO: Complex = { re: 0, im: 0 };

function divide(x: Complex, y: Complex): Complex {
  const size = modulus(y);
  const direction = { re: y.re / size, im: -y.im / size };
  const rotated = times(x, direction);
  return { re: rotated.re / size, im: rotated.im / size };
}

function squareRoot(x: Complex): Complex {
  const r = modulus(x);
  const re = Math.sqrt((r + Math.abs(x.re)) / 2);
  if (re === 0) return ZERO;
  const im = x.im / (2 * re);
  return x.re >= 0 ? { re, im } : { re: Math.abs(im), im: x.im < 0 ? -re : re };
}

/** Determinant of a complex matrix by elimination with partial pivoting. */
export function complexDeterminant(a: readonly (readonly Complex[])[]): Complex {
  const rows = a.map((row) => [...row]);
  let determinant: Complex = { re: 1, im: 0 };
  for (let column = 0; column < rows.length; column++) {
    let pivot = column;
    for (let i = column + 1; i < rows.length; i++)
      if (modulus(rows[i][column]) > modulus(rows[pivot][column])) pivot = i;
    if (modulus(rows[pivot][column]) < 1e-300) return ZERO;
    if (pivot !== column) {
      [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
      determinant = scale(determinant, -1);
    }
    determinant = times(determinant, rows[column][column]);
    for (let i = column + 1; i < rows.length; i++) {
      const factor = divide(rows[i][column], rows[column][column]);
      for (let j = column + 1; j < rows.length; j++) rows[i][j] = subtract(rows[i][j], times(factor, rows[column][j]));
    }
  }
  return determinant;
}

/** Upper Hessenberg form (similar to A) by Householder reflections. */
function hessenberg(a: Matrix): number[][] {
  const n = a.length;
  const h = a.map((row) => [...row]);
  for (let k = 0; k < n - 2; k++) {
    const v = h.map((row, i) => (i > k ? row[k] : 0));
    const norm = Math.hypot(...v);
    if (norm === 0) continue;
    v[k + 1] += v[k + 1] >= 0 ? norm : -norm;
    const square = v.reduce((sum, value) => sum + value * value, 0);
    for (let j = 0; j < n; j++) {
      const projection = (2 * v.reduce((sum, value, i) => sum + value * h[i][j], 0)) / square;
      for (let i = k + 1; i < n; i++) h[i][j] -= projection * v[i];
    }
    for (let i = 0; i < n; i++) {
      const projection = (2 * v.reduce((sum, value, j) => sum + value * h[i][j], 0)) / square;
      for (let j = k + 1; j < n; j++) h[i][j] -= projection * v[j];
    }
  }
  return h;
}

/** The eigenvalue of [[a, b], [c, d]] nearer to d (Wilkinson's shift). */
function wilkinsonShift(a: Complex, b: Complex, c: Complex, d: Complex): Complex {
  const halfGap = scale(subtract(a, d), 0.5);
  const root = squareRoot(add(times(halfGap, halfGap), times(b, c)));
  const plus = add(halfGap, root);
  const minus = subtract(halfGap, root);
  return add(d, modulus(plus) < modulus(minus) ? plus : minus);
}

/**
 * Eigenvalues of a real matrix, by descending real part: Hessenberg form, then the complex single-shift QR iteration
 * with Givens rotations (Golub & Van Loan, Matrix Computations, §7.5). NaN entries give NaN eigenvalues.
 */
export function eigenvalues(a: Matrix): Complex[] {
  const n = a.length;
  if (a.some((row) => row.some((value) => !Number.isFinite(value)))) return a.map(() => ({ re: NaN, im: NaN }));
  const { scaled, norm } = normalised(a);
  const h: Complex[][] = hessenberg(scaled).map((row) => row.map((re) => ({ re, im: 0 })));
  const found: Complex[] = [];
  for (let last = n - 1, iteration = 0; last >= 0;) {
    let first = last;
    while (first > 0) {
      if (modulus(h[first][first - 1]) <= 1e-16) break; // the matrix has norm 1: a change below its rounding
      first--;
    }
    if (first === last) {
      found.push(scale(h[last][last], norm));
      last--;
      iteration = 0;
      continue;
    }
    if (++iteration > 300) return a.map(() => ({ re: NaN, im: NaN }));
    // An unusual shift now and then breaks cycles.
    const shift =
      iteration % 11 === 0
        ? add(h[last][last], { re: modulus(h[last][last - 1]), im: modulus(h[last][last - 1]) })
        : wilkinsonShift(h[last - 1][last - 1], h[last - 1][last], h[last][last - 1], h[last][last]);
    for (let i = first; i <= last; i++) h[i][i] = subtract(h[i][i], shift);
    const rotations: { c: number; s: Complex }[] = [];
    for (let k = first; k < last; k++) {
      const x = h[k][k];
      const y = h[k + 1][k];
      const radius = Math.hypot(modulus(x), modulus(y));
      const phase: Complex = modulus(x) === 0 ? { re: 1, im: 0 } : scale(x, 1 / modulus(x));
      const c = radius === 0 ? 1 : modulus(x) / radius;
      const s = radius === 0 ? ZERO : scale(times(phase, conjugate(y)), 1 / radius);
      rotations.push({ c, s });
      for (let j = k; j <= last; j++) {
        const upper = h[k][j];
        const lower = h[k + 1][j];
        h[k][j] = add(scale(upper, c), times(s, lower));
        h[k + 1][j] = subtract(scale(lower, c), times(conjugate(s), upper));
      }
    }
    for (let k = first; k < last; k++) {
      const { c, s } = rotations[k - first];
      for (let i = first; i <= Math.min(k + 1, last); i++) {
        const left = h[i][k];
        const right = h[i][k + 1];
        h[i][k] = add(scale(left, c), times(conjugate(s), right));
        h[i][k + 1] = subtract(scale(right, c), times(s, left));
      }
    }
    for (let i = first; i <= last; i++) h[i][i] = add(h[i][i], shift);
  }
  return found.sort((x, y) => y.re - x.re || y.im - x.im);
}
