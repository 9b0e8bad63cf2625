/** How rare a term, given as its number, is in the library: the logarithm of one in how many papers has it. */
export type Rarity = (code: number) => number;
