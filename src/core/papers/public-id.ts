/** A paper's public id: `p` and its row. */
export const publicId = (row: number): string => `p${row}`;

/** The row of a public id; 0, which no row has, for anything else. */
export const rowOf = (id: string): number => Number(/^p(\d{1,15})$/.exec(id)?.[1] ?? 0);
