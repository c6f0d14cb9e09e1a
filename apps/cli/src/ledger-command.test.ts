import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toMinor } from 'argosy/core';
import type { TradingEvent } from 'argosy/domain';
import { TradingRig, aQuote, rupees, smallJournal } from '@argosy/testkit';
import { afterAll, expect, test } from 'vitest';

import { runLedgerCommand } from './ledger-command.ts';

const root = mkdtempSync(join(tmpdir(), 'argosy-ledger-command-'));
let folders = 0;

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A machine that has bought, paid out and paid charges. */
function aRig(): TradingRig {
  const rig = new TradingRig();
  rig.feed(aQuote());
  const charges = [{ name: 'stt', amount: toMinor(3n) }];
  rig.fill(rig.work(), { qty: 10, fee: rupees(3n), charges });
  rig.transfer('T', -100n);
  return rig;
}

/** A journal of these events, in two blocks: what is wrong in the last one could be a torn end. */
async function write(events: readonly TradingEvent[]): Promise<string> {
  folders += 1;
  const folder = join(root, `${folders}`);
  const half = Math.ceil(events.length / 2);
  await append(folder, events.slice(0, half));
  await append(folder, events.slice(half));
  return folder;
}

async function append(folder: string, events: readonly TradingEvent[]): Promise<void> {
  const journal = await smallJournal(folder);
  for (const event of events) journal.append({ kind: 'event', event });
  await journal.close();
}

function run(...words: readonly string[]): { readonly code: number; readonly said: string } {
  const lines: string[] = [];
  const code = runLedgerCommand(words, (line) => void lines.push(line));
  return { code, said: lines.join('\n') };
}

test('verify prints what every currency sums to and the hash of the books', async () => {
  const rig = aRig();
  const { code, said } = run('verify', await write(rig.events));
  expect(said).toContain('  INR: debits 11001.03, credits 11001.03, sum 0.00');
  expect(said).toContain(`  hash ${rig.machine.book.hash()}`);
  const { length } = rig.events;
  expect([code, said.includes(`\n  whole up to record ${length}; that none`)]).toEqual([0, true]);
});

test.each(['position', 'entry'] as const)(
  'verify finds %s of a fill that is off by one, with its position',
  async (kind) => {
    const rig = aRig();
    rig.fill(rig.work(), { qty: 10, trade: 'T-2' });
    const at = rig.events.findLastIndex((event) => event.kind === kind);
    const events = rig.events.map((event, place) => {
      if (place !== at) return event;
      if (event.kind === 'position') return { ...event, cost: event.cost + 1n };
      if (event.kind !== 'entry') return event;
      const legs = event.legs.map((leg, one) => {
        const more = one === 0 ? 1n : -1n;
        const amount = { ...leg.amount, amount: toMinor(leg.amount.amount + more) };
        return one < 2 ? { ...leg, amount } : leg;
      });
      return { ...event, legs };
    });
    const { code, said } = run('verify', await write(events));
    expect(said).toMatch(new RegExp(`NOT WHOLE at position ${at + 1}: LEDGER_BROKEN: .*T-2`, 'u'));
    expect(code).toBe(1);
  },
);

test('verify says it in JSON, amounts as text', async () => {
  const { said } = run('verify', '--json', await write(aRig().events));
  expect(JSON.parse(said)).toMatchObject({
    entries: 3,
    fault: null,
    currencies: [{ currency: 'INR', sum: '0' }],
  });
});

test('verify stops at the first entry that does not balance, and says where', async () => {
  const events = aRig().events.map((event) =>
    event.kind === 'entry' && event.entry === 'T'
      ? { ...event, legs: event.legs.map((leg) => ({ ...leg, amount: rupees(1n) })) }
      : event,
  );
  const position = events.findIndex((event) => event.kind === 'entry' && event.entry === 'T') + 1;
  const { code, said } = run('verify', await write(events));
  expect(said).toContain(
    `NOT WHOLE at position ${position}: LEDGER_BROKEN: entry T is off by 2 minor units of INR`,
  );
  expect(code).toBe(1);
});

test('verify of a part says how far it has looked, and no more', async () => {
  const { code, said } = run('verify', '--at', '1970-01-01T00:00:00Z', await write(aRig().events));
  expect([code, said.endsWith('\n  whole up to there')]).toEqual([0, true]);
});

test('verify refuses a record that is damaged', async () => {
  const folder = await write(aRig().events);
  const path = join(folder, readdirSync(folder).find((name) => name.endsWith('.journal')) ?? '');
  const bytes = readFileSync(path);
  const place = bytes.indexOf('MAIN/capital');
  bytes[place] = 76;
  writeFileSync(path, bytes);
  const { code, said } = run('verify', folder);
  expect([place > 0, code, said.includes('NOT WHOLE at position 1')]).toEqual([true, 1, true]);
});

test('balances are those of an instant', async () => {
  const rig = aRig();
  const folder = await write(rig.events);
  const before = run('balances', '--at', '1970-01-01T00:00:00Z', folder);
  expect(before).toEqual({ code: 0, said: 'MAIN/capital -10000.00 INR\nMAIN/cash 10000.00 INR' });
  expect(run('balances', folder).said).toContain('MAIN/charges/stt 0.03 INR');
});

test.each([[], ['verify'], ['forget', root], ['verify', root, 'more']])(
  'words that make no sense give the usage: %j',
  (...words) => {
    const { code, said } = run(...words);
    expect([code, said.startsWith('argosy ledger: ')]).toEqual([2, true]);
  },
);

test('a folder without a journal and an instant that is none are told', async () => {
  expect(run('verify', join(root, 'none')).said).toContain('no such folder');
  expect(run('verify', root).said).toContain('no segment of a journal in it');
  const { code, said } = run('verify', '--at', 'noon', await write([]));
  expect([code, said.startsWith('--at noon: ')]).toEqual([2, true]);
});

test('help is given', () => {
  expect(run('--help').code).toBe(0);
});
