import { expect, test } from 'vitest';

import { formatFeedAddress, isLocal, parseFeedAddress } from './feed-address.ts';

test('a host with a port is a port, anything else the path of a socket', () => {
  expect(parseFeedAddress('127.0.0.1:9100')).toEqual({
    kind: 'port',
    host: '127.0.0.1',
    port: 9100,
  });
  expect(parseFeedAddress('[::1]:9100')).toEqual({ kind: 'port', host: '::1', port: 9100 });
  expect(parseFeedAddress('data/feed.sock')).toEqual({ kind: 'path', path: 'data/feed.sock' });
});

test('what is written as it was read is the same address', () => {
  for (const text of ['127.0.0.1:9100', '[::1]:9100', 'desk.example:1', '/run/argosy/feed.sock']) {
    expect(formatFeedAddress(parseFeedAddress(text))).toBe(text);
  }
});

test('only this machine reaches a file and the loopback', () => {
  const reached = ['/run/feed.sock', 'localhost:1', '[::1]:1', '10.0.0.4:1', '0.0.0.0:1'];
  expect(reached.map((text) => isLocal(parseFeedAddress(text)))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('an address that nothing can listen at is refused and says why', () => {
  expect(() => parseFeedAddress('')).toThrow(expect.objectContaining({ code: 'BAD_ADDRESS' }));
  expect(() => parseFeedAddress('localhost:70000')).toThrow('a port is at most 65535');
  expect(() => parseFeedAddress('x'.repeat(104))).toThrow('a path of 104 bytes');
});
