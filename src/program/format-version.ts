/**
 * Versions of the program format; a reader refuses those that are newer than it knows. There is one more with every change of program.proto
 * or of the bit layout, and a program is written in the oldest that has what it needs.
 * 2: the input axons of a Loihi-style core are varints (axon-lists.ts, axon-sources.ts), and its output axons are made of them.
 * 3: a SpiNNaker-style machine may have Poisson cores.
 */
export const NEWEST_PROGRAM_FORMAT = 3;
/** What compilers write. */
export const PROGRAM_FORMAT_VERSION = 2;
/** The first with axon-lists.ts and axon-sources.ts; programs of older ones are written as those wrote them. */
export const AXONS_AS_VARINTS = 2;
/** The first with Poisson cores. */
export const POISSON_CORES = 3;
