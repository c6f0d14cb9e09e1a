import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readCookie, writeCookie } from './cookies.ts';

const secure = { isSecure: true };
const plain = { isSecure: false };

describe('cookies', () => {
  test('over HTTPS are bound to this host, and no script reads the ones that let in', () => {
    const value = { value: 'v', seconds: 60 };
    expect(writeCookie('refresh', value, secure)).toBe(
      '__Host-argosy-refresh=v; Path=/; Max-Age=60; SameSite=Strict; HttpOnly; Secure',
    );
    expect(writeCookie('csrf', value, secure)).toBe(
      '__Host-argosy-csrf=v; Path=/; Max-Age=60; SameSite=Strict; Secure',
    );
    expect(writeCookie('device', { value: '', seconds: -5 }, plain)).toBe(
      'argosy-device=; Path=/; Max-Age=0; SameSite=Strict; HttpOnly',
    );
  });

  test('are read by their whole name, and not where one came twice', () => {
    const header = 'a=1; argosy-refresh=plain; __Host-argosy-refresh=bound=; xargosy-refresh=no';
    expect(readCookie(header, 'refresh', secure)).toBe('bound=');
    expect(readCookie(header, 'refresh', plain)).toBe('plain');
    expect(readCookie(`${header}; argosy-refresh=tossed`, 'refresh', plain)).toBeNull();
    expect(readCookie('argosy-refresh=', 'refresh', plain)).toBeNull();
    expect(readCookie(undefined, 'refresh', plain)).toBeNull();
    expect(readCookie(`argosy-refresh=${'x'.repeat(5_000)}`, 'refresh', plain)).toBeNull();
  });

  test('of any text are read or not, and nothing breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        const value = readCookie(header, 'refresh', plain);
        expect(value === null || header.includes(value)).toBe(true);
      }),
    );
  });
});
