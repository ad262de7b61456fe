/**
 * Version of the program format; a reader refuses newer ones. Raise it with every change of program.proto or of the bit layout.
 * 2: the input axons of a Loihi-style core are varints (axon-lists.ts, axon-sources.ts), and its output axons are made of them.
 */
export const PROGRAM_FORMAT_VERSION = 2;
/** The first with axon-lists.ts and axon-sources.ts; programs of older ones are written as those wrote them. */
export const AXONS_AS_VARINTS = 2;
