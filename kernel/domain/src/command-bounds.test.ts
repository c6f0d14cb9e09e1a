import {
  toAccountId,
  toCurrency,
  toInstrumentId,
  toMinor,
  toOriginCode,
  toTimestamp,
} from 'argosy/core';
import { describe, expect, test } from 'vitest';

import {
  boundCommand,
  COMMAND_AMOUNT_MAX,
  COMMAND_CHARGES_MAX,
  findCommandFlaw,
} from './command-bounds.ts';
import type { Command, CommandBody } from './command.ts';
import { toInputNumber } from './interned.ts';

const account = toAccountId('MAIN');
const currency = toCurrency('INR');

function command(body: CommandBody): Command {
  const sender = { origin: toOriginCode('HAND'), strategy: null, readTo: toInputNumber(0) };
  return { kind: 'command', ...sender, at: toTimestamp(0), body };
}

function transfer(entry: string, amount: bigint): CommandBody {
  return { type: 'transfer', account, entry, amount: { amount: toMinor(amount), currency } };
}

function charges(name: string, amount: bigint, lines = 1): CommandBody {
  const line = { name, amount: toMinor(amount) };
  return { type: 'bookCharges', account, entry: 'C', currency, charges: Array(lines).fill(line) };
}

function dividend(perUnit: bigint): CommandBody {
  const action = { type: 'dividend', perUnit, scale: 2, withheldBps: 0 } as const;
  const instrument = toInstrumentId('SBIN.NSE');
  return { type: 'bookAction', account, entry: 'A', instrument, action };
}

const beyond = COMMAND_AMOUNT_MAX + 1n;

describe('a command within its bounds', () => {
  test.each([
    transfer('x'.repeat(128), COMMAND_AMOUNT_MAX),
    transfer('T', -COMMAND_AMOUNT_MAX),
    charges('stamp duty', COMMAND_AMOUNT_MAX, COMMAND_CHARGES_MAX),
    dividend(COMMAND_AMOUNT_MAX),
  ])('is given back as it is: $type', (body) => {
    const given = command(body);
    expect(boundCommand(given)).toBe(given);
    expect(findCommandFlaw(body)).toBeNull();
  });
});

describe('a command beyond its bounds', () => {
  test.each([
    ['BAD_COMMAND', transfer('', 1n)],
    ['BAD_COMMAND', transfer('x'.repeat(100_000), 1n)],
    ['BAD_COMMAND', transfer('a\ud800', 1n)],
    ['BAD_COMMAND', charges('', 1n)],
    ['AMOUNT_OVERFLOW', transfer('T', beyond)],
    ['AMOUNT_OVERFLOW', transfer('T', -(10n ** 10_000n))],
    ['AMOUNT_OVERFLOW', charges('stamp duty', beyond)],
    ['AMOUNT_OVERFLOW', dividend(10n ** 60n)],
  ])('is refused for the same once it is cut: %s', (code, body) => {
    const cut = boundCommand(command(body)).body;
    expect(findCommandFlaw(body)?.code).toBe(code);
    expect(findCommandFlaw(cut)?.code).toBe(code);
    expect(boundCommand(command(cut)).body).toEqual(cut);
  });

  test('keeps one line of charges more than it may have', () => {
    const cut = boundCommand(command(charges('fee', 1n, 100_000))).body;
    expect('charges' in cut && cut.charges.length).toBe(COMMAND_CHARGES_MAX + 1);
  });

  test('names the field and what stood there, and not all of it', () => {
    expect(findCommandFlaw(transfer('x'.repeat(100_000), 1n))?.reason).toBe(
      `entry "${'x'.repeat(39)}…" is not 1 to 128 printable characters`,
    );
    expect(findCommandFlaw(transfer('T', beyond))?.reason).toBe('39 digits, at most 38');
  });
});
