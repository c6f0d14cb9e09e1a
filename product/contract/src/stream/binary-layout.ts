/**
 * How market data lie in a binary message. Everything is little-endian; every record begins at a multiple of 8, so a
 * browser may lay a `Float64Array` over it. Prices and quantities are whole numbers, scaled by the precisions that
 * the subscription told; instants are microseconds since 1970. An absent number is NaN.
 *
 * A message: u8 version, 7 bytes of zero, then records.
 * A record: u16 bytes in all, u8 kind, u8 flags, u32 handle of the channel, f64 number, then by its kind:
 * - quote: f64 at, bid, ask, bid quantity, ask quantity
 * - trade: f64 at, price, quantity; flags 1 a buyer took, 2 a seller took
 * - depth: f64 at, u32 bids, u32 asks, then f64 price, f64 quantity of each bid and each ask, the best first
 * - mark: f64 at, price
 * - bars: f64 opensAt, closesAt, open, high, low, close, volume of the bar that is over, then the same of the one under way;
 *   flags 1 where of the first not all is known, and 2 where of the second
 */
export const BINARY_VERSION = 1;
/** Bytes before the first record. */
export const MESSAGE_HEAD_BYTES = 8;
/** Bytes of a record before what its kind tells. */
export const RECORD_HEAD_BYTES = 16;

/** What a record holds. */
export const recordKinds = { quote: 1, trade: 2, depth: 3, mark: 4, bars: 5 } as const;
/** The name of a record's kind. */
export type RecordKind = keyof typeof recordKinds;

/** A record as it is read: plain numbers, scaled. */
export type BinaryRecord = {
  readonly kind: RecordKind;
  readonly handle: number;
  readonly seq: number;
  readonly flags: number;
  /** What its kind tells, in the order of the layout; of depth without its two counts. */
  readonly fields: readonly number[];
  /** How many of the levels in `fields` are bids; 0 where it is no depth. */
  readonly bids: number;
};

const kindNames: readonly (RecordKind | undefined)[] = [
  undefined,
  'quote',
  'trade',
  'depth',
  'mark',
  'bars',
];
const FIELD_BYTES = 8;

/** Bytes of a record with so many numbers of 8 bytes. */
export function recordBytes(fields: number): number {
  return RECORD_HEAD_BYTES + fields * FIELD_BYTES;
}

/**
 * The records of a message. One that is not as the layout says throws a RangeError; what has a kind of a later
 * version is passed over.
 */
export function readRecords(message: ArrayBuffer): readonly BinaryRecord[] {
  const view = new DataView(message);
  if (view.byteLength < MESSAGE_HEAD_BYTES || view.getUint8(0) !== BINARY_VERSION) {
    throw new RangeError(`a message of ${view.byteLength} bytes is not of version 1`);
  }
  const records: BinaryRecord[] = [];
  for (let at = MESSAGE_HEAD_BYTES; at < view.byteLength;) {
    const bytes = view.getUint16(at, true);
    if (bytes < RECORD_HEAD_BYTES || bytes % FIELD_BYTES !== 0 || at + bytes > view.byteLength) {
      throw new RangeError(`a record of ${bytes} bytes at ${at} of ${view.byteLength}`);
    }
    const record = readRecord(view, at, bytes);
    if (record !== null) records.push(record);
    at += bytes;
  }
  return records;
}

function readRecord(view: DataView, at: number, bytes: number): BinaryRecord | null {
  const kind = kindNames[view.getUint8(at + 2)];
  if (kind === undefined) return null;
  const fields: number[] = [];
  const isDepth = kind === 'depth';
  for (let from = at + RECORD_HEAD_BYTES; from < at + bytes; from += FIELD_BYTES) {
    const isCounts = isDepth && from === at + RECORD_HEAD_BYTES + FIELD_BYTES;
    if (!isCounts) fields.push(view.getFloat64(from, true));
  }
  return {
    kind,
    handle: view.getUint32(at + 4, true),
    seq: view.getFloat64(at + 8, true),
    flags: view.getUint8(at + 3),
    fields,
    bids: isDepth ? view.getUint32(at + RECORD_HEAD_BYTES + FIELD_BYTES, true) : 0,
  };
}
