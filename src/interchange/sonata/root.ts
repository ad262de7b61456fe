/** The root of every HDF5 file of SONATA, with its magic number and version (SONATA Developer Guide, "HDF5 files"). */
import { group, type Hdf5Group, type Hdf5Node } from "../hdf5.js";

const MAGIC = 0x0a7a;
const VERSION = [0, 1];

export function sonataRoot(members: Readonly<Record<string, Hdf5Node>>): Hdf5Group {
  return group(members, { magic: Uint32Array.of(MAGIC), version: Uint32Array.from(VERSION) });
}
