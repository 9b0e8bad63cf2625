import { isAscii } from "node:buffer";
import { createReadStream } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** A longer line than this is no paper; it is skipped without being kept in memory. */
const longestLine = 16 * 1024 * 1024;

/** A file's text in pieces, unpacked where it is gzip; `-` is standard input. */
export async function* textOf(file: string, seen: (bytes: number) => void): AsyncGenerator<string> {
  const bytes: Readable = file === "-" ? process.stdin : createReadStream(file);
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of unzipped(bytes, seen)) {
    // What is ASCII is the same in all of them: the first other letter tells, wherever it stands.
    if (!decoder && isAscii(chunk)) yield Buffer.from(chunk).toString("latin1");
    else yield (decoder ??= new TextDecoder(encodingOf(chunk))).decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? "";
}

/**
 * By its mark, the UTF-16 in which Windows saves text and PowerShell redirects it; else UTF-8, or Windows' own where no letter
 * beyond ASCII is right in UTF-8: one broken letter is no other encoding.
 */
function encodingOf(piece: Uint8Array): string {
  const [first, second] = piece;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const text = new TextDecoder("utf-8").decode(piece, { stream: true });
  return text.includes("\ufffd") && !/[^\p{ASCII}\ufffd]/u.test(text) ? "windows-1252" : "utf-8";
}

async function* unzipped(bytes: Readable, seen: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done) return;
  const all = async function* () {
    for (let next: IteratorResult<Buffer> = first; !next.done; next = await chunks.next()) {
      seen(next.value.length);
      yield next.value;
    }
  };
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  // The error of a broken archive reaches the reader of the stream; the callback only keeps it from being thrown twice.
  yield* isGzip ? pipeline(all(), createGunzip(), () => undefined) : all();
}

/** Lines of a text in pieces, with their numbers; null for one that is too long to be kept. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<{ line: string | null; number: number }> {
  let rest = "";
  let number = 0;
  let tooLong = false;
  for await (const piece of pieces) {
    // Only the new piece is searched: a file of 16 MB may be one line.
    const [end = "", ...more] = piece.split("\n");
    const lines = [rest + end, ...more];
    rest = lines.pop() ?? "";
    for (const line of lines) {
      yield { line: tooLong ? null : line, number: ++number };
      tooLong = false;
    }
    if (rest.length > longestLine) {
      rest = "";
      tooLong = true;
    }
  }
  if (rest !== "" || tooLong) yield { line: tooLong ? null : rest, number: ++number };
}
