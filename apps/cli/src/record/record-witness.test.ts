import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Snapshots, verifyLog } from '@argosy/journal';
import { smallJournal, TradingRig } from '@argosy/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { runJournalCommand } from '../journal-command.ts';
import { runLedgerCommand } from '../ledger-command.ts';
import { RECORD_SCHEMA } from './record-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'argosy-witness-'));
const kept = join(root, 'kept');
let records = 0;
let record = '';
let copies = 0;

/** A journal of two blocks in one segment, beside a run.json that names its end. */
beforeAll(async () => {
  const rig = new TradingRig();
  rig.fill(rig.work(), { qty: 10 });
  const journal = await smallJournal(join(kept, 'journal'));
  for (const [at, event] of rig.events.entries()) {
    journal.append({ kind: 'event', event });
    if (at === 3) await journal.flush();
  }
  await journal.close();
  records = rig.events.length;
  name({ journal: { records, hash: verifyLog(join(kept, 'journal'), 'journal').hash } });
});
beforeEach(() => {
  copies += 1;
  record = join(root, `${copies}`);
  cpSync(kept, record, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

function name(ends: object, folder = kept): void {
  const head = { schema: RECORD_SCHEMA, inputs: 0, journal: null, tape: null, ...ends };
  writeFileSync(join(folder, 'run.json'), JSON.stringify(head));
}

function segment(): { readonly path: string; readonly bytes: Buffer; readonly lastBlock: number } {
  const [file = ''] = readdirSync(join(record, 'journal')).filter((one) =>
    one.endsWith('.journal'),
  );
  const path = join(record, 'journal', file);
  const bytes = readFileSync(path);
  return { path, bytes, lastBlock: bytes.lastIndexOf('ABLK') };
}

function flipInLastBlock(): void {
  const { path, bytes, lastBlock } = segment();
  bytes.writeUInt8(bytes.readUInt8(lastBlock + 80) ^ 1, lastBlock + 80);
  writeFileSync(path, bytes);
}

function cutLastBlock(): void {
  const { path, lastBlock } = segment();
  truncateSync(path, lastBlock);
}

/** What `journal verify` on the record and on its journal, and `ledger verify`, come to. */
async function verified(
  ...more: readonly string[]
): Promise<readonly (readonly [number, string])[]> {
  const { signal } = new AbortController();
  const outcomes: (readonly [number, string])[] = [];
  for (const folder of [record, join(record, 'journal')]) {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const code = await runJournalCommand(['verify', ...more, folder], { say, signal });
    outcomes.push([code, lines.join('\n')]);
  }
  const lines: string[] = [];
  const words = ['verify', ...more, join(record, 'journal')];
  const code = runLedgerCommand(words, (line) => void lines.push(line));
  return [...outcomes, [code, lines.join('\n')]];
}

test('a record that is as its run.json says is whole, by every command', async () => {
  for (const [code, said] of await verified()) {
    expect(said).toMatch(
      new RegExp(`\n  whole: ${records} records, the number and hash that run.json names$`, 'u'),
    );
    expect(code).toBe(0);
  }
});

test.each([
  ['one bit is flipped in the last block', flipInLastBlock],
  ['the last block is cut off', cutLastBlock],
])('where %s every command fails and says how much is missing', async (_, damage) => {
  damage();
  const detail = `4 records, run.json names ${records}: ${records - 4} are missing from the end`;
  for (const [code, said] of await verified()) {
    expect(said.split('\n').at(-1)).toBe(`  NOT WHOLE at position 5: NOT_AS_RECORDED: ${detail}`);
    expect([code, said.includes('never promised')]).toEqual([1, false]);
  }
  for (const [code, said] of await verified('--json')) {
    expect([code, said.includes('"code":"NOT_AS_RECORDED"')]).toEqual([1, true]);
  }
});

test('bytes of an unfinished block without a witness are told with the last record, and not as whole', async () => {
  flipInLastBlock();
  rmSync(join(record, 'run.json'));
  for (const [code, said] of await verified()) {
    const [torn, last] = said.split('\n').slice(-2);
    expect(torn).toMatch(/^  \d+ bytes behind record 4: a loss of power or damage$/u);
    expect(last).toBe(
      '  whole up to record 4; whether what stood behind it was safe once nothing here can tell',
    );
    expect(code).toBe(0);
  }
});

test('another hash of as many records, more of them, and bytes behind them are told', async () => {
  name({ journal: { records, hash: 'ab' } }, record);
  for (const [code, said] of await verified()) {
    expect([code, said.split('\n').at(-1)]).toEqual([
      1,
      expect.stringMatching(
        /position 1: NOT_AS_RECORDED: the last hash is [0-9a-f]{64}, run.json names ab: it was written anew$/u,
      ),
    ]);
  }
  name({ journal: { records: 2, hash: 'ab' } }, record);
  for (const [, said] of await verified()) {
    expect(said).toContain(`position 3: NOT_AS_RECORDED: ${records} records, run.json names 2`);
  }
  cpSync(join(kept, 'run.json'), join(record, 'run.json'));
  const { path, bytes } = segment();
  writeFileSync(path, Buffer.concat([bytes, Buffer.from('more')]));
  for (const [code, said] of await verified()) {
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/NOT_AS_RECORDED: \d+ bytes stand behind the last record/u),
    ]);
  }
});

test('a log that run.json names and that is not there, or that it does not name, is told', async () => {
  const end = { records: 7, hash: 'ab' };
  name({ journal: end, tape: end }, record);
  const [[code, said] = [0, '']] = await verified();
  expect(code).toBe(1);
  expect(said).toContain(
    'tape: empty\n  NOT WHOLE at position 1: NOT_AS_RECORDED: 0 records, run.json names 7',
  );
  name({}, record);
  expect((await verified())[0]).toEqual([1, expect.stringContaining('run.json names 0')]);
});

test('a run.json that cannot be read vouches for nothing, and is told', async () => {
  writeFileSync(join(record, 'run.json'), '{');
  for (const [code, said] of await verified()) {
    expect([code, said]).toEqual([1, expect.stringContaining('BAD_RECORD')]);
  }
});

describe('without a run.json', () => {
  beforeEach(() => {
    rmSync(join(record, 'run.json'));
  });

  test.each([['snapshots'], ['journal/snapshots']])(
    'a snapshot ahead of the journal, in %s, is a loss that both commands tell with its position',
    async (place) => {
      const snapshots = new Snapshots(join(record, place));
      snapshots.keep({ position: records, state: Uint8Array.of(1) });
      expect((await verified()).map(([code]) => code)).toEqual([0, 0, 0]);
      snapshots.keep({ position: records + 3, state: Uint8Array.of(1) });
      const lost = new RegExp(
        `NOT WHOLE at position ${records + 1}: RECORDS_LOST: it ends with ${records}, and .*up to ${records + 3}`,
        'u',
      );
      for (const [code, said] of await verified()) {
        expect(code).toBe(1);
        expect(said).toMatch(lost);
      }
    },
  );

  test('snapshots elsewhere are looked at where they are named', async () => {
    const elsewhere = join(record, 'elsewhere');
    new Snapshots(elsewhere).keep({ position: records + 1, state: Uint8Array.of(1) });
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const words = ['verify', join(record, 'journal'), '--snapshots', elsewhere];
    const terminal = { say, signal: new AbortController().signal };
    expect(await runJournalCommand(words, terminal)).toBe(1);
    expect(lines.at(-1)).toMatch(/RECORDS_LOST/u);
  });
});

test('the ledger of a record is asked for by the folder of the record too', () => {
  const lines: string[] = [];
  expect(runLedgerCommand(['verify', record], (line) => lines.push(line))).toBe(0);
  expect(lines.join('\n')).toMatch(/the number and hash that run.json names/u);
});
