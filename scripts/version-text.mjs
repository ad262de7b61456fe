/** The version is a constant of the sources: reading it from disk would need a disk. */
export function versionText(version) {
  return `/** The version of this package, part of every program's digest. Written by \`npm run generate\`, from package.json. */
export const version = ${JSON.stringify(version)};
`;
}
