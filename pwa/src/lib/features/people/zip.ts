/*
  A ZIP archive of stored (not compressed) text files: as much of the format as a small workbook needs.
  A library would bring a compressor to every admin for one file of four kilobytes.
*/
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum that ZIP asks for (CRC-32, IEEE). */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

/** Numbers as little-endian bytes: pairs of [value, width in bytes]. */
function packed(...numbers: [number, 2 | 4][]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(numbers.reduce((sum, [, width]) => sum + width, 0)));
  let at = 0;
  for (const [value, width] of numbers) {
    if (width === 2) bytes.setUint16(at, value, true);
    else bytes.setUint32(at, value, true);
    at += width;
  }
  return new Uint8Array(bytes.buffer);
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const DATE = 0x21; // 1 January 1980: the archive is the same each time

/** The archive of these files (path to text). */
export function zipped(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const bodies: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, body] = [encoder.encode(path), encoder.encode(text)];
    const common: [number, 2 | 4][] = [
      [20, 2], // version needed
      [0x800, 2], // names in UTF-8
      [0, 2], // stored
      [0, 2],
      [DATE, 2],
      [crc32(body), 4],
      [body.length, 4],
      [body.length, 4],
      [name.length, 2],
      [0, 2],
    ];
    const entry = joined([packed([0x04034b50, 4], ...common), name, body]);
    const rest: [number, 2 | 4][] = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [offset, 4],
    ];
    directory.push(packed([0x02014b50, 4], [20, 2], ...common, ...rest), name);
    bodies.push(entry);
    offset += entry.length;
  }
  const [count, size] = [bodies.length, joined(directory).length];
  const end = packed(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  );
  return joined([...bodies, ...directory, end]);
}
