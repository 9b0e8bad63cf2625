/** Typed text, cut to 80 characters and without backticks, safe to repeat inside backticks. */
export const repeatable = (typed: string): string => {
  const plain = typed.replaceAll("`", "'");
  return plain.length > 80 ? `${plain.slice(0, 80).toWellFormed()}…` : plain;
};
