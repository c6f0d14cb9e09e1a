import type { IncomingMessage } from 'node:http';

const idPattern = /^[\w-]{8,64}$/u;

/** A request's id: the sender's where it is one, else a new one. */
export function requestIdOf(
  { headers }: Pick<IncomingMessage, 'headers'>,
  make: () => string,
): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && idPattern.test(given) ? given : make();
}
