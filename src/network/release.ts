/**
 * Gives memory back before its owner goes: properties of a record that nobody will read any more. An array of half a gigabyte that is still
 * reachable from some frame or closure is not freed otherwise. Whoever reads a released property is told so at once.
 */
export function release<Owner extends object>(owner: Owner, ...keys: readonly (keyof Owner & string)[]): void {
  for (const key of keys) {
    Object.defineProperty(owner, key, {
      configurable: true,
      enumerable: false,
      get(): never {
        throw new Error(`${key} was released, and is read again`);
      },
    });
  }
}
