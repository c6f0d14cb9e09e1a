import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of that origin may connect. Browsers always name one; programs name none and bring a token that no
 * page could have. A page of the same host and port is ours.
 */
export function isOriginAllowed(
  { origin, host }: Pick<IncomingHttpHeaders, 'origin' | 'host'>,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}
