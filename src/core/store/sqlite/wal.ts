import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { UserError } from "../../../errors.ts";

// The format is SQLite's: https://www.sqlite.org/fileformat2.html, sections 1.3 and 4.
const [headerBytes, frameHeaderBytes] = [32, 24];
const magic = 0x377f0682;
/** Where the header of a database has its application id: here a random number that tells our databases apart. */
const idOffset = 68;

interface Wal {
  read: (bytes: number, at: number) => Buffer;
  /** Whole frames in the file; those behind the last valid one are left from an earlier round. */
  frames: number;
  pageSize: number;
  bigEndian: boolean;
  header: Buffer;
}

/** Refuses a database beside which lies the write-ahead log of another: SQLite would mix the pages of the two. */
export function refuseForeignWal(file: string): void {
  const wal = `${file}-wal`;
  if ((statSync(wal, { throwIfNoEntry: false })?.size ?? 0) <= headerBytes) return;
  const [log, database] = [openSync(wal, "r"), openSync(file, "r")];
  try {
    if (!isForeign(log, database)) return;
  } finally {
    closeSync(log);
    closeSync(database);
  }
  throw new UserError(
    "config",
    `${wal} belongs to another database than ${file}: one of the two was put there by hand. ` +
      "Bring back the one it belongs to, or move it away to start without what it holds. `papers restore FILE` does that by itself.",
  );
}

function isForeign(log: number, database: number): boolean {
  const page = readAt(database, idOffset + 4, 0);
  const wal = readWal(log);
  if (!wal || page.length < idOffset + 4) return false;
  // A page size of 65536 is written as 1.
  const pageSize = page.readUInt16BE(16) === 1 ? 65_536 : page.readUInt16BE(16);
  if (pageSize !== wal.pageSize) return true;
  const id = page.readUInt32BE(idOffset);
  // Nearly all logs repeat the first page, and with the right id; only doubt is worth reading all of it.
  const isOther = (found: number | null) => id !== 0 && found !== null && found !== 0 && found !== id;
  return isOther(idAsWritten(wal)) && isOther(idAsCommitted(wal));
}

/** The log's header; null where SQLite would not read the log either. */
function readWal(log: number): Wal | null {
  const read = (bytes: number, at: number) => readAt(log, bytes, at);
  const header = read(headerBytes, 0);
  if (header.length < headerBytes || (header.readUInt32BE(0) & ~1) !== magic) return null;
  const bigEndian = (header.readUInt32BE(0) & 1) === 1;
  const pageSize = header.readUInt32BE(8);
  if (!isSum(checksum([0, 0], header.subarray(0, 24), bigEndian), header, 24)) return null;
  const frames = Math.floor((fstatSync(log).size - headerBytes) / (frameHeaderBytes + pageSize));
  return { read, frames, pageSize, bigEndian, header };
}

const frameAt = ({ pageSize }: Wal, frame: number) => headerBytes + frame * (frameHeaderBytes + pageSize);

const hasSaltsOf = ({ header }: Wal, frame: Buffer) =>
  frame.length === frameHeaderBytes && frame.subarray(8, 16).equals(header.subarray(16, 24));

/** The id in the last first page, whether it is committed or not; null without one. */
function idAsWritten(wal: Wal): number | null {
  let id: number | null = null;
  for (let frame = 0; frame < wal.frames; frame++) {
    const at = frameAt(wal, frame);
    const head = wal.read(frameHeaderBytes, at);
    if (!hasSaltsOf(wal, head)) break;
    if (head.readUInt32BE(0) === 1) id = wal.read(4, at + frameHeaderBytes + idOffset).readUInt32BE(0);
  }
  return id;
}

/** The id in the last first page that SQLite would take over: sound and committed; null without one. */
function idAsCommitted(wal: Wal): number | null {
  let [id, committed]: (number | null)[] = [null, null];
  let sum: Sum = [wal.header.readUInt32BE(24), wal.header.readUInt32BE(28)];
  for (let frame = 0; frame < wal.frames; frame++) {
    const at = frameAt(wal, frame);
    const head = wal.read(frameHeaderBytes, at);
    const page = wal.read(wal.pageSize, at + frameHeaderBytes);
    if (!hasSaltsOf(wal, head)) break;
    sum = checksum(checksum(sum, head.subarray(0, 8), wal.bigEndian), page, wal.bigEndian);
    if (!isSum(sum, head, 16)) break;
    if (head.readUInt32BE(0) === 1) id = page.readUInt32BE(idOffset);
    // The last frame of a transaction says how large the database is then.
    if (head.readUInt32BE(4) !== 0) committed = id;
  }
  return committed ?? null;
}

type Sum = readonly [number, number];

/** SQLite's running checksum over 32-bit words. */
function checksum([first, second]: Sum, bytes: Buffer, bigEndian: boolean): Sum {
  const word = (at: number) => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + word(at) + second) >>> 0;
    second = (second + word(at + 4) + first) >>> 0;
  }
  return [first, second];
}

const isSum = ([first, second]: Sum, bytes: Buffer, at: number): boolean =>
  bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;

function readAt(file: number, bytes: number, at: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, readSync(file, buffer, 0, bytes, at));
}
