import { feedError } from './errors.ts';

/** Where a feed and its node meet: a file that is a socket, or a port. */
export type FeedAddress =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'port'; readonly host: string; readonly port: number };

/** The longest path of a socket that every system takes. */
export const PATH_BYTES_MAX = 103;
const PORT_MAX = 65_535;
const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/**
 * Reads an address: `HOST:PORT`, `[::1]:9100`, or else the path of a socket.
 *
 * @example
 * parseFeedAddress('127.0.0.1:9100'); // a port
 * parseFeedAddress('data/feed.sock'); // a path
 */
export function parseFeedAddress(text: string): FeedAddress {
  const [, host = '', digits = ''] = /^(\[[\da-fA-F:]+\]|[\w.-]+):(\d{1,5})$/u.exec(text) ?? [];
  if (host === '') return pathOf(text);
  const port = Number(digits);
  if (port > PORT_MAX) throw feedError('BAD_ADDRESS', `${text}: a port is at most ${PORT_MAX}`);
  return { kind: 'port', host: host.replace(/^\[|\]$/gu, ''), port };
}

/** Whether only this machine reaches it. */
export function isLocal(address: FeedAddress): boolean {
  return address.kind === 'path' || loopback.includes(address.host);
}

/** As people write it. */
export function formatFeedAddress(address: FeedAddress): string {
  if (address.kind === 'path') return address.path;
  const { host, port } = address;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function pathOf(path: string): FeedAddress {
  const bytes = Buffer.byteLength(path);
  if (path === '' || path.includes('\0')) throw feedError('BAD_ADDRESS', JSON.stringify(path));
  if (bytes <= PATH_BYTES_MAX) return { kind: 'path', path };
  const detail = `${path}: a path of ${bytes} bytes, a socket takes ${PATH_BYTES_MAX}`;
  throw feedError('BAD_ADDRESS', detail);
}
