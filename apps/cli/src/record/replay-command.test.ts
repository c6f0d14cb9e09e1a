import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  FileJournal,
  FileTape,
  readJournal,
  readTape,
  verifyLog,
  readTurns,
} from '@argosy/journal';
import { TradingReplay } from 'argosy/backtest';
import { toMinor, toOrderId, toOriginCode, toTimestamp } from 'argosy/core';
import { toInputNumber, type Input, type OrderRequest } from 'argosy/domain';
import type { JournalEntry } from 'argosy/shard';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { originOf } from '../origin.ts';
import { runBacktestCommand } from '../run/backtest-command.ts';
import { openRun } from '../run/open-run.ts';
import { changeInput } from './change-input.ts';
import { readHead } from './record-folder.ts';
import { runReplayCommand } from './replay-command.ts';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));
/** Two years of an example: a run file of its own beside nothing else. */
const shortRun = readFileSync(join(examples, 'margin-brackets.yaml'), 'utf8')
  .replace('data/', join(examples, 'data/'))
  .replace('./dip-brackets.ts', join(examples, 'dip-brackets.ts'))
  .concat('\nuntil: 2001-01-01T00:00:00Z\n');
vi.setConfig({ testTimeout: 30_000 });
const of = { shard: 'backtest', region: 'backtest', accountOf: () => null, onFatal: () => {} };
let root = '';
let kept = '';
/** A copy of the record, for a test to change. */
let record = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'argosy-replay-'));
  kept = join(root, 'kept');
  const runFile = join(root, 'run.yaml');
  writeFileSync(runFile, shortRun);
  const terminal = { write: () => true };
  await runBacktestCommand(runFile, { out: null, proves: false, journal: kept, terminal });
});
beforeEach(() => {
  record = join(mkdtempSync(join(root, 'copy-')), 'record');
  cpSync(kept, record, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

async function replay(...words: readonly string[]): Promise<[number, string]> {
  const lines: string[] = [];
  const code = await runReplayCommand([record, ...words], (line) => lines.push(line));
  return [code, lines.join('\n')];
}

/** Writes the journal of the record anew, whole by all its sums, with its entries as told. */
async function rewriteJournal(change: (entry: JournalEntry, at: number) => JournalEntry) {
  const folder = join(record, 'journal');
  const entries = [...readJournal({ folder })].map(({ entry, position }) =>
    change(entry, position),
  );
  rmSync(folder, { recursive: true });
  const journal = await FileJournal.open({ ...of, folder });
  for (const entry of entries) journal.append(entry);
  await journal.close();
}

async function rewriteTape(change: (input: Input, at: number) => Input) {
  const folder = join(record, 'tape');
  const rows = [...readTape(folder)];
  rmSync(folder, { recursive: true });
  const tape = await FileTape.open({ ...of, folder });
  for (const [at, { number, input }] of rows.entries()) tape.append(number, change(input, at + 1));
  await tape.close();
}

/** The first position from 300 on whose entry is an input with a fill. */
function fillPosition(): number {
  for (const { position, entry } of readJournal({ folder: join(record, 'journal'), from: 300 })) {
    const isReport = entry.kind === 'input' && entry.input.kind === 'report';
    if (isReport && entry.input.body.type === 'filled') return position;
  }
  return 0;
}

test('a run comes to the same hash from its journal and tape, and all over again', async () => {
  const [code, said] = await replay();
  const { hash } = readHead(record);
  expect([code, said.match(/the same, hash ([0-9a-f]{32})/g)]).toEqual([
    0,
    [`the same, hash ${hash}`, `the same, hash ${hash}`],
  ]);
});

test('a flipped bit is found with its position', async () => {
  const folder = join(record, 'journal');
  const path = join(folder, readdirSync(folder).find((name) => name.endsWith('.journal')) ?? '');
  const bytes = readFileSync(path);
  bytes[30_000] = (bytes[30_000] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const [code, said] = await replay();
  expect([code, said]).toEqual([1, expect.stringMatching(/^journal: NOT WHOLE at position 1: /)]);
});

test('a price of a fill that was changed is found with its position, though every sum is right', async () => {
  const position = fillPosition();
  await rewriteJournal((entry, at) => {
    if (at !== position || entry.kind !== 'input' || entry.input.kind !== 'report') return entry;
    return { ...entry, input: changeInput(entry.input, { body: { fill: { price: 100_001 } } }) };
  });
  const [code, said] = await replay();
  expect(position).toBeGreaterThan(0);
  expect(code).toBe(1);
  expect(said).toContain('journal: written anew');
  // The input says it, the event behind it shows it.
  expect(said).toContain(`differs at journal position ${position + 1} (order, input `);
  expect(said).toContain('change.fill.price is ');
});

test('a row of the tape that no order depends on is found too', async () => {
  await rewriteTape((input, at) => (at === 400 ? changeInput(input, { volume: 1 }) : input));
  const [code, said] = await replay();
  expect(code).toBe(1);
  expect(said).toContain('through trading: the same');
  expect(said).toMatch(
    /differs at tape position 400 \(bar, input \d+\): volume is 1 in the record/,
  );
});

test('a tape that was left without inputs is replayed up to them, and says which they are', async () => {
  const folder = join(record, 'tape');
  const rows = [...readTape(folder)];
  rmSync(folder, { recursive: true });
  const tape = await FileTape.open({ ...of, folder });
  const [from, behind] = [Number(rows[100]?.number), Number(rows[200]?.number)];
  for (const [at, { number, input }] of rows.entries()) {
    if (at === 100) tape.tryMark(number);
    if (at < 100 || at >= 200) tape.append(number, input);
  }
  await tape.close();
  const [code, said] = await replay();
  expect(code).toBe(1);
  const upTo = behind - 1;
  const span = `the same up to input ${from - 1}; inputs ${from} to ${upTo} were left out`;
  expect(said).toContain(`journal and tape through trading: ${span} of the tape, and what follows`);
  expect(verifyLog(folder, 'tape').gaps).toEqual([{ from, upTo }]);
});

test('an entry that was taken away is found where it is missing', async () => {
  const position = fillPosition();
  const folder = join(record, 'journal');
  const entries = [...readJournal({ folder })].filter((one) => one.position !== position);
  rmSync(folder, { recursive: true });
  const journal = await FileJournal.open({ ...of, folder });
  for (const { entry } of entries) journal.append(entry);
  await journal.close();
  const [code, said] = await replay();
  expect([code, said]).toEqual([1, expect.stringContaining('no input of this number')]);
  expect(said).toContain(`journal position ${position}`);
});

test('a fork shows what a changed input changes, and leaves what was before it', async () => {
  const input = join(root, 'input.json');
  writeFileSync(input, '{ "close": 120000 }');
  const [code, said] = await replay('--fork', '300', '--input', input);
  expect(code).toBe(0);
  expect(said).toMatch(
    /differs at tape position \d+ \(bar, input 300\): close is \d+ in the record/,
  );
  expect(said).toMatch(/\d+ orders end otherwise, of \d+ before and \d+ after/);
});

test('a fork that changes nothing comes to the same', async () => {
  const input = join(root, 'same.json');
  writeFileSync(input, '{}');
  const { hash } = readHead(record);
  const [, said] = await replay('--fork', '300', '--input', input);
  expect(said).toContain('nothing differs');
  expect(said).toContain(`hash ${hash} -> ${hash}`);
});

test.each([
  ['{ "clos": 1 }', 'clos: there is no such member'],
  ['{ "close": "1" }', 'close: "1" is not of the kind'],
  ['{ "close": 1.5 }', 'close: 1.5 is not of the kind'],
  ['{ "availableAt": 1 }', 'availableAt: it cannot be changed'],
  ['{ close', '--input'],
])('a change that makes no sense is told: %s', async (text, message) => {
  const input = join(root, 'wrong.json');
  writeFileSync(input, text);
  const [code, said] = await replay('--fork', '300', '--input', input);
  expect([code, said]).toEqual([2, expect.stringContaining(message)]);
});

test('a folder without a record, and a number that is none, are told', async () => {
  expect(await replay('--fork', '9999999', '--input', root)).toEqual([
    2,
    expect.stringContaining('--fork is 9999999, expected 0 to'),
  ]);
  record = root;
  expect(await replay()).toEqual([2, expect.stringContaining('it has no run.json')]);
});

describe('of a shard’s own record, without a run.json', () => {
  beforeEach(() => {
    rmSync(join(record, 'run.json'));
  });

  test('trading decides the same again, by the run.yaml beside it or by one that is told', async () => {
    const same = /^journal and tape through trading: the same, hash [0-9a-f]{32}$/u;
    expect(await replay()).toEqual([0, expect.stringMatching(same)]);
    rmSync(join(record, 'run.yaml'));
    expect(await replay()).toEqual([2, expect.stringMatching(/no run\.yaml in it.*--run FILE/u)]);
    expect(await replay('--run', join(root, 'run.yaml'))).toEqual([0, expect.stringMatching(same)]);
    expect(await replay('--run', join(root, 'none.yaml'))).toEqual([
      2,
      expect.stringMatching(/no such file/u),
    ]);
  });

  test('its logs may stand in one folder, and nothing of it can be forked', async () => {
    for (const kind of ['journal', 'tape']) {
      cpSync(join(record, kind), record, { recursive: true });
      rmSync(join(record, kind), { recursive: true });
    }
    expect((await replay())[0]).toBe(0);
    const change = join(record, 'change.json');
    writeFileSync(change, '{}');
    expect(await replay('--fork', '1', '--input', change)).toEqual([
      2,
      expect.stringMatching(/only the record of a run can be forked/u),
    ]);
  });

  test('a changed event is told with its position', async () => {
    let changed = 0;
    await rewriteJournal((entry, at) => {
      if (changed > 0 || entry.kind !== 'event' || entry.event.kind !== 'hold') return entry;
      changed = at;
      const money = { ...entry.event.money, amount: toMinor(entry.event.money.amount + 1n) };
      return { kind: 'event', event: { ...entry.event, money } };
    });
    const [code, said] = await replay();
    expect([code, said]).toEqual([
      1,
      expect.stringContaining(`differs at journal position ${changed} (hold`),
    ]);
  });

  test('a start in between forgets the market, and nothing else', async () => {
    const { config } = await openRun(join(root, 'run.yaml'), originOf());
    const again = new TradingReplay(config);
    let [next, at] = [0, toTimestamp(0)];
    let order: OrderRequest | null = null;
    const logs = { journal: join(record, 'journal'), tape: join(record, 'tape') };
    for (const { number, input } of readTurns(logs)) {
      if (input === null) continue;
      again.take(number, input.value);
      next = number + 1;
      at = input.value.kind === 'command' ? input.value.at : input.value.availableAt;
      const body = input.value.kind === 'command' ? input.value.body : null;
      if (body?.type === 'submitList') order ??= body.orders[0]?.request ?? null;
    }
    if (order === null) throw new Error('the run sends a list');
    again.reopen(at);
    const request = { ...order, id: toOrderId('0000HAND000001'), link: null };
    const command: Input = {
      kind: 'command',
      origin: toOriginCode('HAND'),
      strategy: null,
      readTo: toInputNumber(next),
      at,
      body: { type: 'submit', request, touch: { bid: null, ask: null, mid2: null, at } },
    };
    const said = again.take(toInputNumber(next + 1), command);
    expect(JSON.stringify(said.map((one) => one.kind === 'order' && one.change.type))).toMatch(
      /denied/u,
    );
    const journal = await FileJournal.open({ ...of, folder: logs.journal });
    journal.append({
      kind: 'input',
      number: toInputNumber(next),
      input: { kind: 'time', availableAt: at },
    });
    journal.append({ kind: 'input', number: toInputNumber(next + 1), input: command });
    for (const event of said) journal.append({ kind: 'event', event });
    await journal.close();
    expect(await replay()).toEqual([0, expect.stringContaining(`the same, hash ${again.hash()}`)]);
  });
});
