/** Version of the program format; a reader refuses newer ones. Raise it with every change of program.proto or of the bit layout. */
export const PROGRAM_FORMAT_VERSION = 1;
