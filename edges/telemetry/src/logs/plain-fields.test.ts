import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Secret } from '../secret.ts';
import {
  FIELD_CHARACTERS_MAX,
  FIELD_DEPTH_MAX,
  FIELD_LENGTH_MAX,
  FIELD_MEMBERS_MAX,
  toPlainFields,
  toPlainText,
} from './plain-fields.ts';

describe('values on a line', () => {
  test('are what they were, as far as JSON has them', () => {
    expect(toPlainFields({ n: 1.5, t: 'x', b: true, z: null, l: [1, 'a'] })).toEqual({
      n: 1.5,
      t: 'x',
      b: true,
      z: null,
      l: [1, 'a'],
    });
  });

  test('that JSON does not have are told in words', () => {
    const at = new Date(0);
    expect(
      toPlainFields({
        money: 12n,
        nan: Number.NaN,
        at,
        never: new Date(Number.NaN),
        nothing: undefined,
        call: () => 1,
        bytes: new Uint8Array(3),
        set: new Set([1]),
        map: new Map<unknown, unknown>([
          [1, 'a'],
          ['pin', 4],
        ]),
      }),
    ).toEqual({
      money: '12',
      nan: 'NaN',
      at: '1970-01-01T00:00:00.000Z',
      never: 'no time',
      nothing: '[undefined]',
      call: '[function]',
      bytes: '[3 bytes]',
      set: [1],
      map: { '1': 'a', pin: '***' },
    });
  });

  test('of an error have its cause, its code and its own members', () => {
    const error = Object.assign(new Error('no route', { cause: new Error('ECONNREFUSED') }), {
      code: 'OFFLINE',
    });
    expect(toPlainFields({ error })).toMatchObject({
      error: {
        name: 'Error',
        message: 'no route',
        code: 'OFFLINE',
        cause: { message: 'ECONNREFUSED' },
      },
    });
  });

  test('that are secret are hidden by type and by name, however deep', () => {
    const value = 'hunter2';
    const fields = { a: { b: [new Secret(value)], passwd: { x: value } }, Token: [value] };
    const shown = toPlainFields(fields);
    expect(JSON.stringify(shown)).not.toContain(value);
    expect(shown).toEqual({ a: { b: ['***'], passwd: '***' }, Token: '***' });
  });

  test('a name that every object has is only a name', () => {
    const shown = toPlainFields({ ['__proto__']: { level: 'error' } });
    expect(Object.keys(shown)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype);
  });
});

describe('the bounds of a line', () => {
  test('values lie so deep and no deeper, cycles too', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const text = JSON.stringify(toPlainFields(cycle));
    expect(text.match(/self/gu)).toHaveLength(FIELD_DEPTH_MAX);
    expect(text).toContain('[deep]');
  });

  test('members beyond the bound are counted', () => {
    const list = Array.from({ length: FIELD_MEMBERS_MAX + 5 }, () => 0);
    const { shown } = toPlainFields({ shown: list });
    expect(shown).toHaveLength(FIELD_MEMBERS_MAX + 1);
    expect(JSON.stringify(shown)).toContain('… 5 more');
  });

  test('a long text is cut and tells how long it was', () => {
    const text = toPlainText('x'.repeat(FIELD_LENGTH_MAX + 1));
    expect(text).toBe(`${'x'.repeat(FIELD_LENGTH_MAX)}… (${FIELD_LENGTH_MAX + 1} characters)`);
  });

  test('a line of many long texts stays bounded', () => {
    const wide = Array.from({ length: 50 }, () =>
      Array.from({ length: 50 }, () => 'x'.repeat(9_000)),
    );
    const length = JSON.stringify(toPlainFields({ wide })).length;
    expect(length).toBeLessThan(FIELD_CHARACTERS_MAX + 2 * FIELD_LENGTH_MAX);
  });

  test('a getter that throws is told in its place', () => {
    const bad = {
      get boom(): string {
        throw new Error('gone');
      },
    };
    expect(toPlainFields({ bad })).toEqual({ bad: { boom: '[unreadable: gone]' } });
  });

  test('a proxy that throws at everything is told in its place', () => {
    const throws = (): never => {
      throw new Error('no');
    };
    const bad = new Proxy({}, { get: throws, ownKeys: throws, getPrototypeOf: throws });
    expect(toPlainFields({ bad })).toEqual({ bad: '[unreadable: no]' });
  });

  test('zero is zero, also from below', () => {
    expect(Object.is(toPlainFields({ zero: -0 })['zero'], 0)).toBe(true);
  });

  test('whatever is given becomes JSON', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true }), (value) => {
        const shown = toPlainFields({ value });
        expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
      }),
    );
  });
});
