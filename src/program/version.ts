/** The version of this package, part of every program's digest. Written by `npm run generate`, from package.json. */
export const version = "0.1.0";
