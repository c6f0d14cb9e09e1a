import { toAccountId, toOriginCode, toPrice, toTimestamp, TRADING_ORIGIN } from 'argosy/core';
import { anOrderRequest, aTouch } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Command, CommandBody } from './command.ts';
import { toInputNumber } from './interned.ts';
import { instructOrder } from './order-instructions.ts';
import { admitCommand, ordersOf, parseCommand, unreadableCommand } from './parse-command.ts';

const request = anOrderRequest({ tag: 'mine' });
const submit: CommandBody = { type: 'submit', request, touch: aTouch() };
const kill: CommandBody = {
  type: 'kill',
  account: toAccountId('MAIN'),
  scope: { kind: 'account' },
  reason: 'enough',
};

function aCommand(body: CommandBody): Command {
  const sender = { origin: toOriginCode('HAND'), strategy: null, readTo: toInputNumber(3) };
  return { kind: 'command', ...sender, at: toTimestamp(5), body };
}

function refusalOf(value: unknown): string | null {
  const parsed = parseCommand(value);
  return parsed.ok ? null : `${parsed.refusal.code}: ${parsed.refusal.reason}`;
}

describe('parsing', () => {
  test.each([submit, kill, { ...submit, type: 'submitConfirmed', confirmation: 'C' } as const])(
    'gives back what was a command, as it was: $type',
    (body) => {
      const command = aCommand(body);
      expect(parseCommand(structuredClone(command))).toEqual({ ok: true, value: command });
      expect(admitCommand(command)).toEqual({ ok: true, value: command });
    },
  );

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /not a command/u],
    ['another input', { kind: 'quote' }, /not a command/u],
    ['no body', { kind: 'command' }, /body is not an object/u],
    ['no type', { kind: 'command', body: {} }, /has no type/u],
    ['no such type', { kind: 'command', body: { type: 'toString' } }, /"toString" is no type/u],
    ['no origin', { ...aCommand(kill), origin: 'no' }, /origin/u],
    ['a text for a number', { ...aCommand(kill), readTo: '3' }, /./u],
    ['a member too many', aCommand(Object.assign({ also: 1 }, kill)), /body has also/u],
    ['a list for an object', aCommand(Object.assign({}, kill, { scope: [] })), /./u],
    ['a word for a flag', submitOf({ reduceOnly: 'false' }), /reduceOnly is "false"/u],
    ['no such side', submitOf({ side: 'toString' }), /side is "toString"/u],
  ])('refuses %s', (_, value, reason) => {
    expect(refusalOf(value)).toMatch(/^BAD_COMMAND: /u);
    expect(refusalOf(value)).toMatch(reason);
  });

  test('looks at ordinary orders no less closely', () => {
    for (const changes of [
      { reduceOnly: 'false' },
      { side: 'toString' },
      { tif: '' },
      { product: null },
      { link: {} },
      { terms: { type: 'often' } },
      { qty: undefined },
      { tag: 7 },
      { tag: 'x'.repeat(33) },
      { tag: 'half \uD83D' },
    ]) {
      const changed = Object.assign(anOrderRequest(), changes);
      const body = { type: 'submit', request: changed, touch: aTouch() } as const;
      expect([changes, admitCommand(aCommand(body)).ok]).toEqual([changes, false]);
    }
    for (const touch of [null, { at: null }, { bid: 1.5 }]) {
      const body = { type: 'submit', request: anOrderRequest(), touch: aTouch() } as const;
      const wrong = Object.assign({ ...body }, { touch: touch && Object.assign(aTouch(), touch) });
      expect([touch, admitCommand(aCommand(wrong)).ok]).toEqual([touch, false]);
    }
    expect(admitCommand(Object.assign(aCommand(submit), { at: 1.5 })).ok).toBe(false);
    expect(admitCommand(Object.assign(aCommand(submit), { origin: 'toolong' })).ok).toBe(false);
  });
});

describe('an order that asks for more than its terms', () => {
  const trailing = {
    type: 'trailingStopLimit',
    trail: { by: 'bps', bps: 50 },
    activation: null,
    trigger: null,
    limitOffset: toPrice(5),
  } as const;
  const instructed = instructOrder(anOrderRequest({ terms: trailing, tif: 'GTD' }), {
    triggerBy: 'mid',
    expiresAt: toTimestamp(9),
  });
  const bodyOf = (changes: object): unknown =>
    aCommand({
      type: 'submit',
      request: Object.assign({ ...instructed }, changes),
      touch: aTouch(),
    });

  test('is admitted as it is', () => {
    const command = aCommand({ type: 'submit', request: instructed, touch: aTouch() });
    expect(admitCommand(structuredClone(command))).toEqual({ ok: true, value: command });
  });

  test.each<[string, object, RegExp]>([
    ['an instruction that nobody knows', { ...instructed.instructions, hidden: true }, /hidden/u],
    ['a quantity below zero', { ...instructed.instructions, display: -1 }, /./u],
    ['nothing', { triggerBy: null, display: null, postOnly: false, expiresAt: null }, /nothing/u],
  ])('is refused with %s', (_, instructions, reason) => {
    expect(refusalOf(bodyOf({ instructions }))).toMatch(reason);
  });

  test('is refused with terms that have a member too many', () => {
    expect(refusalOf(bodyOf({ terms: { ...trailing, limit: 5 } }))).toMatch(/terms has limit/u);
  });
});

describe('what stands for what could not be read', () => {
  const refusal = { code: 'BAD_COMMAND', reason: 'no reason' };

  test('keeps its sender, what it called itself and its id, within bounds', () => {
    const given = { ...aCommand(kill), body: { type: 'x'.repeat(99), entry: 'e'.repeat(999) } };
    const { origin, readTo, at, body } = unreadableCommand(given, refusal, toTimestamp(9));
    expect([origin, readTo, at]).toEqual(['HAND', 3, 9]);
    expect(body).toMatchObject({ type: 'unreadable', reason: 'no reason' });
    expect(body.type === 'unreadable' && [body.said.length, body.id.length]).toEqual([40, 129]);
  });

  test('can be written down and read again, whatever it stands for', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        const stand = unreadableCommand(value, refusal, toTimestamp(9));
        expect(parseCommand(stand)).toEqual({ ok: true, value: stand });
        expect(Array.isArray(ordersOf(value))).toBe(true);
      }),
    );
    expect(unreadableCommand(null, refusal, toTimestamp(9)).origin).toBe(TRADING_ORIGIN);
  });

  test('names the orders that will not come to be', () => {
    const list = { body: { orders: [{ request }, null, { request: { id: '' } }] } };
    expect(ordersOf(list)).toEqual([request.id]);
    expect(ordersOf({ body: { request: { id: 'A' } } })).toEqual(['A']);
    expect(ordersOf(7)).toEqual([]);
  });
});

function submitOf(changes: Record<string, unknown>): Command {
  const changed = Object.assign(anOrderRequest({ tag: 't' }), changes);
  return aCommand({ type: 'submit', request: changed, touch: aTouch() });
}
