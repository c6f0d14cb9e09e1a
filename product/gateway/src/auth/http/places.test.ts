import { describe, expect, test } from 'vitest';

import { KnownPlaces, type Places } from './places.ts';

const own: Places = {
  publicOrigin: null,
  host: '127.0.0.1',
  port: 8_000,
  isTls: false,
  hosts: [],
  corsOrigins: ['https://charts.example'],
};
const placesOf = (changes: Partial<Places> = {}): KnownPlaces =>
  new KnownPlaces({ ...own, ...changes });

describe('the names of a server', () => {
  test('on the machine itself are its own, and no stranger’s that leads there', () => {
    const places = placesOf();
    const good = ['localhost', 'localhost:8000', '127.0.0.1:8000', '[::1]:8000', 'LOCALHOST'];
    expect(good.filter((host) => places.checkHost({ host }).ok)).toEqual(good);
    const bad = [
      undefined,
      '',
      'evil.example',
      'evil.example:8000',
      'localhost.evil.example',
      'localhost@evil.example',
      '127.0.0.1.nip.io',
      '0.0.0.0',
      'localhost:8000:9000',
      'localhost:x',
      '::1',
      'evil.example#localhost',
    ];
    expect(bad.filter((host) => places.checkHost({ host }).ok)).toEqual([]);
  });

  test('behind a proxy are those that it is reached by', () => {
    const places = placesOf({ publicOrigin: 'https://desk.example', hosts: ['desk.internal'] });
    const hosts = ['desk.example', 'desk.internal', 'localhost', 'other.example'];
    expect(hosts.map((host) => places.checkHost({ host }).ok)).toEqual([true, true, true, false]);
    expect([places.origin, places.isSecure]).toEqual(['https://desk.example', true]);
  });

  test('of a server with a certificate and no names are whatever the certificate says', () => {
    const places = placesOf({ host: '0.0.0.0', isTls: true });
    expect(places.checkHost({ host: 'desk.example' }).ok).toBe(true);
    expect(places.origin).toBe('https://localhost:8000');
    const named = placesOf({ host: '0.0.0.0', isTls: true, hosts: ['desk.example'] });
    const names = ['desk.example', 'localhost:80', 'evil.example'];
    expect(names.map((host) => named.checkHost({ host }).ok)).toEqual([true, true, false]);
  });

  test.each(['0.0.0.0', '::', '10.0.0.5', 'desk.example'])(
    'without a certificate %s is not served',
    (host) => {
      expect(() => placesOf({ host })).toThrow('without a certificate only the machine itself');
      expect(placesOf({ host, isTls: true })).toBeInstanceOf(KnownPlaces);
    },
  );
});

describe('pages that ask', () => {
  const asked = { host: 'localhost:8000', origin: undefined, fetchSite: undefined };

  test.each([
    [{}, true],
    [{ origin: 'http://localhost:8000' }, true],
    [{ origin: 'https://charts.example' }, true],
    [{ fetchSite: 'same-origin' }, true],
    [{ fetchSite: 'none' }, true],
    [{ origin: 'http://localhost:3000' }, false],
    [{ origin: 'https://localhost:8000' }, false],
    [{ origin: 'https://charts.example.evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ origin: '' }, false],
    [{ fetchSite: 'cross-site' }, false],
    [{ fetchSite: 'same-site' }, false],
    [{ fetchSite: 'anything' }, false],
  ] as const)('%j: %s', (changes, expected) => {
    expect(placesOf().checkOrigin({ ...asked, ...changes }).ok).toBe(expected);
  });
});
