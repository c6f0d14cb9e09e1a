import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { unwrap } from 'argosy/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { KeyRing, openKeyRing } from './key-ring.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-keys-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const one = Buffer.alloc(32, 1).toString('base64');
const two = Buffer.alloc(32, 2).toString('base64url');

describe('the master keys', () => {
  test('are read line by line, the one in use first', () => {
    const ring = unwrap(KeyRing.parse(`# yearly\n2026:${one}\n\n2025:${two}\n`));
    expect(ring.currentId).toBe('2026');
    expect(ring.all('devices').map(({ id }) => id)).toEqual(['2026', '2025']);
    expect(ring.find('devices', '2024')).toBeUndefined();
  });

  test('make keys of each purpose that have nothing in common', () => {
    const ring = unwrap(KeyRing.parse(`a:${one}`));
    const purposes = ['secrets', 'access tokens', 'devices', 'forms'] as const;
    const keys = purposes.map((purpose) => ring.current(purpose).key.export().toString('hex'));
    expect(new Set([...keys, Buffer.from(one, 'base64').toString('hex')]).size).toBe(5);
  });

  test.each([
    '',
    'a',
    `a:${one.slice(0, 20)}`,
    `a:${one}\na:${two}`,
    `a b:${one}`,
    `a:!${one.slice(1)}`,
    Array.from({ length: 17 }, (_none, index) => `k${index}:${one}`).join('\n'),
  ])('are refused where they are not what they should be, without showing any: %#', (text) => {
    const ring = KeyRing.parse(text);
    expect(ring).toMatchObject({ ok: false, refusal: { code: 'KEYS_BAD' } });
    expect(JSON.stringify(ring)).not.toContain(one.slice(4, 20));
  });

  test('are never shown', () => {
    const ring = unwrap(KeyRing.parse(`a:${one}`));
    expect(JSON.stringify({ ring })).toBe('{"ring":"***"}');
    expect(inspect(ring, { depth: 9, showHidden: true })).not.toContain('0101');
  });

  test('are made where there are none, for their owner alone, and found again', async () => {
    const file = join(folder, 'master.keys');
    const rings = await Promise.all([1, 2, 3].map(() => openKeyRing(file)));
    const again = await openKeyRing(file);
    expect(new Set([...rings, again].map(({ currentId }) => currentId)).size).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['master.keys']);
    expect(readFileSync(file, 'utf8')).toMatch(/^[\da-f]{8}:[\w+/]{43}=\n$/u);
  });

  test('in a file that others may read are refused, with its mode', async () => {
    const file = join(folder, 'master.keys');
    writeFileSync(file, `a:${one}\n`);
    chmodSync(file, 0o640);
    await expect(openKeyRing(file)).rejects.toMatchObject({ code: 'KEYS_OPEN' });
    await expect(openKeyRing(file)).rejects.toThrow('has mode 640, expected 600');
  });

  test('that are given go before the file', async () => {
    const file = join(folder, 'master.keys');
    const ring = await openKeyRing(file, { reveal: () => `env:${one}` });
    expect([ring.currentId, readdirSync(folder)]).toEqual(['env', []]);
    const bad = openKeyRing(file, { reveal: () => 'nothing' });
    await expect(bad).rejects.toMatchObject({ code: 'KEYS_BAD' });
  });
});
