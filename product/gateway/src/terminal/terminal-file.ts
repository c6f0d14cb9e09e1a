import { createHash } from 'node:crypto';
import { extname } from 'node:path';

/** A file of the terminal as it was built. */
export type TerminalFile = {
  /** Where it is asked for, `/assets/main-4f2a.js`; the page itself is `/index.html`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The same compressed, where that is smaller. */
  readonly brotli: Uint8Array | null;
  readonly gzip: Uint8Array | null;
};

/** What is sent of a file in one of its forms. */
export type FileForm = {
  readonly bytes: Uint8Array;
  readonly tag: string;
  /** How it is compressed; null for as it is. */
  readonly coding: 'br' | 'gzip' | null;
};

/** A file with all that is sent beside it, worked out once. */
export type ServedFile = {
  readonly type: string;
  /** The smallest first; the last one is the file as it is. */
  readonly forms: readonly [...FileForm[], FileForm];
};

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const TAG_LENGTH = 22;

/** Gets a file ready to be sent. */
export function servedFile({ path, bytes, brotli, gzip }: TerminalFile): ServedFile {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, TAG_LENGTH);
  const compressed: readonly FileForm[] = [
    ...(brotli === null ? [] : [{ bytes: brotli, tag: `"${hash}-br"`, coding: 'br' } as const]),
    ...(gzip === null ? [] : [{ bytes: gzip, tag: `"${hash}-gz"`, coding: 'gzip' } as const]),
  ];
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    forms: [...compressed, { bytes, tag: `"${hash}"`, coding: null }],
  };
}

/** The smallest form that whoever asks can read. */
export function pickForm({ forms }: ServedFile, acceptEncoding: string | undefined): FileForm {
  const taken = codingsIn(acceptEncoding ?? '');
  const found = forms.find(({ coding }) => coding !== null && taken.has(coding));
  return found ?? asItIs(forms);
}

function asItIs([first, ...rest]: ServedFile['forms']): FileForm {
  return rest.at(-1) ?? first;
}

/** The codings that a header takes: `br;q=0` is a no. */
function codingsIn(header: string): ReadonlySet<string> {
  const parts = header.split(',').map((part) => part.split(';').map((word) => word.trim()));
  const taken = parts.filter(
    ([, ...words]) => !words.some((word) => /^q=0(?:\.0*)?$/iu.test(word)),
  );
  return new Set(taken.map(([coding = '']) => coding.toLowerCase()));
}
