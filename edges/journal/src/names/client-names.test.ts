import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

import { toAccountId, toTimestamp, type AccountId } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { anOrderRequest, aTouch, SimDisk } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FileJournal } from '../records/file-journal.ts';
import { readJournal } from '../records/journal-reader.ts';
import { ClientNames } from './client-names.ts';
import { MasterKey } from './master-key.ts';
import { parsePerson, type Person } from './person.ts';

const folder = '/names';
const digits = randomBytes(32).toString('hex');
const key = MasterKey.parse(digits);
const asha: Person = {
  name: 'Asha Venkataraman',
  contacts: ['asha@example.org', '+91 98 0000 0000'],
};

const open = (disk: SimDisk, other = key): ClientNames =>
  ClientNames.open({ folder, key: other, disk });

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const persons: fc.Arbitrary<Person> = fc.record({
  name: texts,
  contacts: fc.array(texts, { maxLength: 5 }),
});

/** All bytes of all files whose path begins so. */
function bytesUnder(disk: SimDisk, path: string): Buffer {
  const files = disk.list(path).map((name) => disk.readAll(`${path}/${name}`) ?? new Uint8Array(0));
  return Buffer.concat(files);
}

describe('names', () => {
  it('come back as they were put, under ids that have nothing of them', () => {
    const disk = new SimDisk();
    const [one, other] = [open(disk).put(asha), open(disk).put(asha)];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^C-[0-9A-Z]{20}$/u);
    expect([open(disk).get(one), open(disk).get(other)]).toEqual([asha, asha]);
    expect(open(disk).list()).toEqual([one, other].toSorted());
  });

  it('may be changed under the same id', () => {
    const names = open(new SimDisk());
    const client = names.put(asha);
    expect(names.put({ name: 'Asha Rao', contacts: [] }, client)).toBe(client);
    expect(names.get(client)).toEqual({ name: 'Asha Rao', contacts: [] });
    expect(names.list()).toEqual([client]);
  });

  it('are those of a plain table, whatever is done', () => {
    const acts = fc.array(fc.tuple(fc.constantFrom('put', 'change', 'erase'), fc.nat(), persons), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(acts, (all) => {
        const disk = new SimDisk();
        const table = new Map<AccountId, Person>();
        const known: AccountId[] = [];
        for (const [act, at, person] of all) {
          const names = open(disk);
          const client = known[at % Math.max(1, known.length)];
          if (act === 'put' || client === undefined) {
            const made = names.put(person);
            known.push(made);
            table.set(made, person);
          } else if (act === 'erase') {
            expect(names.erase(client)).toBe(table.delete(client));
          } else if (table.has(client)) {
            table.set(client, person);
            names.put(person, client);
          } else {
            expect(() => names.put(person, client)).toThrow(/no name is kept/u);
          }
        }
        const names = open(disk);
        expect(names.list()).toEqual([...table.keys()].toSorted());
        for (const client of known) expect(names.get(client)).toEqual(table.get(client) ?? null);
      }),
      { numRuns: 50 },
    );
  });

  it('stand nowhere in the open, nor does the key', () => {
    const disk = new SimDisk();
    open(disk).put(asha);
    const bytes = bytesUnder(disk, folder);
    for (const secret of [asha.name, ...asha.contacts, digits]) {
      for (const form of ['utf8', 'utf16le', 'base64', 'hex'] as const) {
        const looked =
          form === 'utf8' || form === 'utf16le'
            ? Buffer.from(secret, form)
            : Buffer.from(secret).toString(form);
        expect(bytes.includes(looked)).toBe(false);
      }
    }
    expect(bytes.includes(Buffer.from(digits, 'hex'))).toBe(false);
    expect(bytes.includes('ARGOSYNM')).toBe(true);
  });

  it('have files of one length, however long they are', () => {
    const disk = new SimDisk();
    for (const name of ['A', asha.name, 'x'.repeat(200)]) open(disk).put({ name, contacts: [] });
    const sizes = disk
      .list(`${folder}/names`)
      .map((one) => disk.readAll(`${folder}/names/${one}`)?.length);
    expect(new Set(sizes).size).toBe(1);
  });
});

describe('a client who was erased', () => {
  it('is not known any more, and no copy of the names brings the name back', () => {
    const disk = new SimDisk();
    const [client, other] = [open(disk).put(asha), open(disk).put(asha)];
    const backup = disk.readAll(`${folder}/names/${client}.name`) ?? new Uint8Array(0);
    expect(open(disk).erase(client)).toBe(true);
    disk.replace(`${folder}/names/${client}.name`, backup);
    expect([open(disk).get(client), open(disk).list()]).toEqual([null, [other]]);
    // Under the key of another client it does not open either.
    const theirs = disk.readAll(`${folder}/keys/${other}.key`) ?? new Uint8Array(0);
    disk.replace(`${folder}/keys/${client}.key`, theirs);
    expect(() => open(disk).get(client)).toThrow(expect.objectContaining({ code: 'NAME_DAMAGED' }));
    expect(open(disk).erase(toAccountId('C-00000000000000000000'))).toBe(false);
  });

  it('is not made to be another one by copying both files of that one', () => {
    const disk = new SimDisk();
    const [client, other] = [open(disk).put(asha), open(disk).put({ name: 'Ben', contacts: [] })];
    for (const [inside, kind] of [
      ['keys', 'key'],
      ['names', 'name'],
    ]) {
      const theirs = disk.readAll(`${folder}/${inside}/${other}.${kind}`) ?? new Uint8Array(0);
      disk.replace(`${folder}/${inside}/${client}.${kind}`, theirs);
      expect(() => open(disk).get(client)).toThrow(/put there from elsewhere/u);
    }
  });

  it('has a key that was written over before it was removed', () => {
    const disk = new SimDisk();
    const client = open(disk).put(asha);
    disk.log.length = 0;
    open(disk).erase(client);
    const path = `${folder}/keys/${client}.key`;
    const done = disk.log.filter(
      (line) => /key|syncFolder/u.test(line) && !/readAll|exists/u.test(line),
    );
    expect(done.slice(-6, -1)).toEqual([
      `open ${path}`,
      `writeNow ${path}`,
      `syncNow ${path}`,
      `remove ${path}`,
      `syncFolder ${folder}/keys`,
    ]);
  });
});

describe('wherever the power is lost', () => {
  const keeps = [() => false, () => true];

  it('a name that was put is there, as it was or as it is', () => {
    const fresh = new SimDisk();
    const first = open(fresh).put(asha);
    const changed: Person = { name: 'Asha Rao', contacts: [] };
    const work = (disk: SimDisk): AccountId => {
      open(disk).put(changed, first);
      return open(disk).put(asha);
    };
    const trial = fresh.afterCrash();
    work(trial);
    for (let call = 1; call <= trial.calls; call += 1) {
      const disk = fresh.afterCrash();
      disk.powerOffAt(call);
      expect(() => work(disk)).toThrow(/EIO/u);
      for (const keep of keeps) {
        const names = open(disk.afterPowerLoss(keep));
        expect([asha, changed]).toContainEqual(names.get(first));
        for (const client of names.list()) expect(names.get(client)).not.toBeNull();
      }
    }
    expect(trial.calls).toBeGreaterThan(10);
  });

  it('an erasure is done by doing it again, and is for good once it has come back', () => {
    const fresh = new SimDisk();
    const client = open(fresh).put(asha);
    const trial = fresh.afterCrash();
    open(trial).erase(client);
    for (let call = 1; call <= trial.calls + 1; call += 1) {
      const disk = fresh.afterCrash();
      disk.powerOffAt(call);
      const isDone = outcomeOf(() => open(disk).erase(client));
      for (const keep of keeps) {
        const found = disk.afterPowerLoss(keep);
        const before = open(found).get(client);
        if (isDone) expect(before).toBeNull();
        else expect([asha, null]).toContainEqual(before);
        open(found).erase(client);
        expect([open(found).get(client), open(found).list()]).toEqual([null, []]);
      }
    }
  });
});

function outcomeOf(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    expect(String(error)).toMatch(/EIO/u);
    return false;
  }
}

describe('what is refused', () => {
  it('another master key, with nothing changed', () => {
    const disk = new SimDisk();
    const client = open(disk).put(asha);
    const other = MasterKey.parse(randomBytes(32).toString('hex'));
    expect(() => open(disk, other)).toThrow(expect.objectContaining({ code: 'WRONG_MASTER_KEY' }));
    expect(open(disk).get(client)).toEqual(asha);
    disk.remove(`${folder}/master.check`);
    expect(() => open(disk, other)).toThrow(/is gone/u);
  });

  it('a bit that was turned over, in any file', () => {
    const disk = new SimDisk();
    const client = open(disk).put(asha);
    const files = [`keys/${client}.key`, `names/${client}.name`, 'master.check'];
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), (name, bit) => {
        const damaged = disk.afterCrash();
        const path = `${folder}/${name}`;
        damaged.flip(path, bit % (8 * (damaged.readAll(path)?.length ?? 1)));
        expect(() => open(damaged).get(client)).toThrow(
          expect.objectContaining({ code: 'NAME_DAMAGED' }),
        );
      }),
    );
  });

  it.each([
    [{ name: '', contacts: [] }, /name has 0/u],
    [{ name: 'x'.repeat(201), contacts: [] }, /201 characters/u],
    [{ name: 'x', contacts: ['x'.repeat(201)] }, /contact 1 has 201/u],
    [{ name: 'x', contacts: Array.from({ length: 11 }, () => 'y') }, /11 contacts, 10/u],
  ])('a name out of bounds', (person, reason) => {
    const names = open(new SimDisk());
    expect(() => names.put(person)).toThrow(reason);
    expect(names.list()).toEqual([]);
  });

  it('an id that is a way out of the folder', () => {
    const names = open(new SimDisk());
    expect(() => names.get(toAccountId('../../etc/passwd'))).toThrow(/no id of a client/u);
    expect(() => names.erase(toAccountId('../names/x'))).toThrow(/no id of a client/u);
  });
});

describe('the master key', () => {
  it('shows itself to nobody', () => {
    for (const shown of [
      `${key}`,
      JSON.stringify({ key }),
      inspect(key, { depth: 9, showHidden: true }),
    ]) {
      expect(shown.includes(digits)).toBe(false);
      expect(shown.includes(digits.slice(0, 8))).toBe(false);
    }
  });

  it.each(['', 'secret', `${'0'.repeat(63)}g`])(
    'that is none is refused, and not repeated',
    (text) => {
      expect(() => MasterKey.parse(text)).toThrow(
        new RegExp(`expected 64 hexadecimal digits, found ${text.length} characters$`, 'u'),
      );
    },
  );
});

it('text is a name, then a contact a line', () => {
  expect(parsePerson(' Asha Rao \r\n\nasha@example.org\n')).toEqual({
    name: 'Asha Rao',
    contacts: ['asha@example.org'],
  });
  expect(() => parsePerson('\n')).toThrow(/name has 0/u);
});

it('a journal of a client has the id of the client and nothing of the name', async () => {
  const disk = new SimDisk();
  const client = open(disk).put(asha);
  const journal = await FileJournal.open({
    folder: '/journal',
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 64 * 1024,
    reserveBytes: 4096,
    blockBytesMax: 16 * 1024,
    recordBytesMax: 8 * 1024,
    accountOf: () => client,
    onFatal: (error) => {
      throw error;
    },
  });
  const [number, at] = [toInputNumber(1), toTimestamp(5)];
  const request = anOrderRequest({ account: client });
  const change = { type: 'initialized', request, touch: aTouch() } as const;
  const head = { number, index: 0, at, receivedAt: at };
  journal.append({ kind: 'event', event: { ...head, kind: 'order', order: request.id, change } });
  await journal.close();
  const bytes = bytesUnder(disk, '/journal');
  expect(bytes.includes(client)).toBe(true);
  for (const part of [asha.name, ...asha.name.split(' '), ...asha.contacts]) {
    for (const form of ['utf8', 'utf16le'] as const) {
      expect(bytes.includes(Buffer.from(part, form))).toBe(false);
    }
  }
  expect([...readJournal({ folder: '/journal', disk, account: client })]).toHaveLength(1);
});
