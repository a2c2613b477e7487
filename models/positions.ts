/**
 * Rows of a table of distances: one for "no such argument" and padding, then −30 … 30 tokens, farther ones cut.
 * core/train reads the number from the manifest (the table's shape).
 */
export const positionRows = 62;
