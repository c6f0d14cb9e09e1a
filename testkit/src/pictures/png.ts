import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels in rows, three bytes each: red, green, blue. */
export type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
};

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE = 3;
const channelsOf: ReadonlyMap<number, number> = new Map([
  [2, 3],
  [PALETTE, 1],
  [6, 4],
]);
const COLOURS_MAX = 256;

/** Reads a picture: eight bits a channel, not interlaced, as browsers and `encodePng` write it. */
export function decodePng(file: Buffer): Pixels {
  if (!file.subarray(0, signature.length).equals(signature)) throw new TypeError('not a PNG');
  const chunks = chunksOf(file);
  const head = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = channelsIn(head);
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const stride = width * channels;
  const rows = unfilter(inflateSync(Buffer.concat(packed)), { stride, channels });
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data;
  const bytes = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    const from = palette === undefined ? at * channels : (rows[at] ?? 0) * 3;
    bytes.set((palette ?? rows).subarray(from, from + 3), at * 3);
  }
  return { width, height, bytes };
}

function channelsIn(head: Buffer): number {
  const [depth = 0, colour = 0, , , interlace = 0] = head.subarray(8);
  const channels = channelsOf.get(colour);
  if (depth === 8 && interlace === 0 && channels !== undefined) return channels;
  throw new TypeError(`a PNG of depth ${depth}, colour ${colour}, interlace ${interlace}`);
}

/**
 * Writes a picture with a palette of at most 256 colours: those that most of it has as they are, the others as the nearest
 * of them. A screen is mostly a few colours; what is approximated is the edges of letters.
 */
export function encodePng(picture: Pixels): Buffer {
  const { width, height } = picture;
  const { palette, places } = reduce(picture);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    rows.set(places.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, PALETTE, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(bytesOf))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A picture as it comes back once it was written. */
export function asWritten(picture: Pixels): Pixels {
  const { palette, places } = reduce(picture);
  const bytes = new Uint8Array(picture.bytes.length);
  const colours = palette.map(bytesOf);
  for (const [at, place] of places.entries()) bytes.set(colours[place] ?? [], at * 3);
  return { ...picture, bytes };
}

type Reduced = { readonly palette: readonly number[]; readonly places: Uint8Array };

function reduce({ width, height, bytes }: Pixels): Reduced {
  const counts = new Map<number, number>();
  for (let at = 0; at < width * height; at += 1) {
    const colour = colourAt(bytes, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts.entries()]
    .toSorted(([a, many], [b, more]) => more - many || a - b)
    .slice(0, COLOURS_MAX)
    .map(([colour]) => colour);
  const known = new Map(palette.map((colour, at) => [colour, at]));
  const places = new Uint8Array(width * height);
  for (let at = 0; at < width * height; at += 1) {
    const colour = colourAt(bytes, at);
    const place = known.get(colour) ?? nearest(palette, colour);
    known.set(colour, place);
    places[at] = place;
  }
  return { palette, places };
}

function bytesOf(colour: number): readonly [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function colourAt(bytes: Uint8Array, at: number): number {
  const from = at * 3;
  return ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
}

function nearest(palette: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [at, known] of palette.entries()) {
    const [others, own] = [bytesOf(known), bytesOf(colour)];
    const far = others.reduce((sum, one, of) => sum + (one - (own[of] ?? 0)) ** 2, 0);
    if (far < least) [best, least] = [at, far];
  }
  return best;
}

type Chunk = { readonly type: string; readonly data: Buffer };

function chunksOf(file: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Each row says in its first byte what its bytes are told from: the pixel to the left, above, or both. */
function unfilter(
  packed: Buffer,
  { stride, channels }: { readonly stride: number; readonly channels: number },
): Uint8Array {
  const height = packed.length / (stride + 1);
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = packed[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : (rows[y * stride + x - channels] ?? 0);
      const above = y === 0 ? 0 : (rows[(y - 1) * stride + x] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (rows[(y - 1) * stride + x - channels] ?? 0);
      const told = packed[y * (stride + 1) + 1 + x] ?? 0;
      rows[y * stride + x] = told + guess(filter, { left, above, corner });
    }
  }
  return rows;
}

function guess(
  filter: number,
  {
    left,
    above,
    corner,
  }: { readonly left: number; readonly above: number; readonly corner: number },
): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return likeliest(left, above, corner);
    default:
      return 0;
  }
}

function likeliest(left: number, above: number, corner: number): number {
  const at = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((one) => Math.abs(at - one));
  if ((toLeft ?? 0) <= (toAbove ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toAbove ?? 0) <= (toCorner ?? 0) ? above : corner;
}
