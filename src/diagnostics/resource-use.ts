/** The code of notes that say how much of one resource is used; the command line shows those of a failure as one table. */
export const RESOURCE_USE = "resource-use";
