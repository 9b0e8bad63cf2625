import fc from "fast-check";

/** Any code point but surrogates. fast-check's own unit `binary` takes a second of the processor to list them all. */
const codePoint = fc
  .integer({ min: 0, max: 0x10_ff_ff - 0x8_00 })
  .map((n) => String.fromCodePoint(n < 0xd8_00 ? n : n + 0x8_00));

/** Any text: ASCII, names that JavaScript knows, and all other characters. */
export const anyText: fc.Arbitrary<string> = fc.oneof(fc.string(), fc.string({ unit: codePoint }));
