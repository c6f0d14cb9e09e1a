import { decodeAscii } from './ascii.ts';
import { coreError } from './errors.ts';

/** A code point is never more than this many bytes. */
const UTF8_BYTES_MAX = 4;

const SURROGATE_FROM = 0xd800;
const SURROGATE_TO = 0xdfff;
const SUPPLEMENT_FROM = 0x10000;
const CODE_POINT_MAX = 0x10ffff;
/** The least code point that needs 2, 3 and 4 bytes; a smaller one in as many is refused. */
const leastOfLength: readonly number[] = [0, 0, 0x80, 0x800, SUPPLEMENT_FROM];
const MALFORMED = -1;

/** How many bytes the text takes; half of a surrogate pair has no UTF-8 and is refused. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    if (unit < SURROGATE_FROM || unit > SURROGATE_TO) continue;
    if ((text.codePointAt(index) ?? 0) < SUPPLEMENT_FROM) {
      throw coreError('ENCODE_FAILED', `half of a surrogate pair at ${index}`, { index });
    }
    index += 1;
  }
  return length;
}

/** Writes the text, which has passed `utf8Length`, and gives the place after it. */
export function encodeUtf8(text: string, bytes: Uint8Array, at: number): number {
  let place = at;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      bytes[place] = unit;
      place += 1;
      continue;
    }
    const point = text.codePointAt(index) ?? 0;
    if (point >= SUPPLEMENT_FROM) index += 1;
    place = encodePoint(point, bytes, place);
  }
  return place;
}

/** Reads well-formed UTF-8, or gives null. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string | null {
  return decodeAscii(bytes, from, to) ?? decodePoints(bytes, from, to);
}

function decodePoints(bytes: Uint8Array, from: number, to: number): string | null {
  let text = '';
  for (let index = from; index < to;) {
    const lead = bytes[index] ?? 0;
    const length = sequenceLength(lead);
    const point = length === 1 ? lead : decodePoint(bytes, index, Math.min(length, to - index));
    if (length === 0 || point < (leastOfLength[length] ?? 0)) return null;
    if (point > CODE_POINT_MAX || (point >= SURROGATE_FROM && point <= SURROGATE_TO)) return null;
    text += String.fromCodePoint(point);
    index += length;
  }
  return text;
}

function encodePoint(point: number, bytes: Uint8Array, at: number): number {
  let place = at;
  if (point < 0x800) bytes[place++] = 0xc0 | (point >> 6);
  else {
    if (point < SUPPLEMENT_FROM) bytes[place++] = 0xe0 | (point >> 12);
    else {
      bytes[place++] = 0xf0 | (point >> 18);
      bytes[place++] = 0x80 | ((point >> 12) & 0x3f);
    }
    bytes[place++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[place++] = 0x80 | (point & 0x3f);
  return place;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc0) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf8 ? UTF8_BYTES_MAX : 0;
}

/** A sequence cut short comes out below the least of its length. */
function decodePoint(bytes: Uint8Array, from: number, length: number): number {
  const lead = bytes[from] ?? 0;
  let point = lead & (0x7f >> sequenceLength(lead));
  for (let index = 1; index < length; index += 1) {
    const next = bytes[from + index] ?? 0;
    if ((next & 0xc0) !== 0x80) return MALFORMED;
    point = (point << 6) | (next & 0x3f);
  }
  return length < sequenceLength(lead) ? MALFORMED : point;
}
