import {
  appendAudit,
  appendMissingAudit,
  auditHead,
  listAudit,
  transact,
  verifyAudit,
  type AuditEntry,
  type RecordStore,
} from '@argosy/storage';
import { toTimestamp, unwrap } from 'argosy/core';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';

function anEntry(number: number): AuditEntry {
  return {
    at: toTimestamp(number),
    actor: number % 2 === 0 ? 'anna' : 'bert',
    action: 'order.place',
    subject: `O-${number}`,
    outcome: 'done',
    address: '127.0.0.1',
    request: null,
    cause: null,
    before: null,
    after: null,
    detail: '{}',
  };
}

const entries = [1, 2, 3, 4, 5].map(anEntry);
/** What somebody with the rights of the database's owner does first. */
const disarm = {
  sqlite: ['DROP TRIGGER "audit_no_update"', 'DROP TRIGGER "audit_no_delete"'],
  postgres: ['DROP TRIGGER "audit_no_change" ON "audit"'],
} as const;

/** What every audit does, whatever database it is made of. */
export function describeAudit(name: string, open: () => Promise<RecordStore>): void {
  const having: Having = (run) => async () => {
    const store = await open();
    try {
      await appendAudit(store.db, store.engine, entries);
      await run(store);
    } finally {
      await store.close();
    }
  };

  describe(`${name}, as an audit`, () => {
    lateCases(having);
    test(
      'what was done is found again, by whom and what and when',
      having(async ({ db }) => {
        const subjects = async (filter: Parameters<typeof listAudit>[1]) =>
          unwrap(await listAudit(db, filter)).items.map(({ subject }) => subject);
        expect(await subjects({})).toEqual(['O-5', 'O-4', 'O-3', 'O-2', 'O-1']);
        expect(await subjects({ actor: 'anna' })).toEqual(['O-4', 'O-2']);
        expect(await subjects({ subject: 'O-3', action: 'order.place' })).toEqual(['O-3']);
        expect(await subjects({ outcome: 'refused' })).toEqual([]);
        expect(await subjects({ from: 2, until: 4 })).toEqual(['O-3', 'O-2']);
        const [last] = unwrap(await listAudit(db, {}, { size: 1 })).items;
        expect(last).toMatchObject({ ...anEntry(5), sequence: 5 });
      }),
    );

    test(
      'it is whole as long as nobody touches it, also when many write at once',
      having(async (store) => {
        const { db, engine } = store;
        const many = [6, 7, 8, 9].map((number) => appendAudit(db, engine, [anEntry(number)]));
        await Promise.all(many);
        const head = await auditHead(db);
        expect(head.sequence).toBe(9);
        expect(await verifyAudit(store, head)).toEqual({ rows: 9, head, fault: null });
      }),
    );

    test(
      'an entry stands or falls with what it is of, and is cut to what is kept',
      having(async (store) => {
        const { db, engine } = store;
        const failing = transact(db, async (tx) => {
          await appendAudit(tx, engine, [anEntry(6)]);
          throw new Error('no');
        });
        await expect(failing).rejects.toThrow('no');
        expect((await auditHead(db)).sequence).toBe(5);
        const odd = `a\u0000${'\ud83d'.repeat(3)}${'x'.repeat(5_000)}`;
        await appendAudit(db, engine, [{ ...anEntry(6), detail: odd }]);
        const [last] = unwrap(await listAudit(db, {}, { size: 1 })).items;
        expect(last?.detail).toHaveLength(4_000);
        expect((await verifyAudit(store)).fault).toBeNull();
      }),
    );

    test(
      'nothing in it is changed or deleted',
      having(async ({ db }) => {
        const changing = db.updateTable('audit').set({ actor: 'nobody' }).execute();
        await expect(changing).rejects.toThrow('append-only');
        await expect(db.deleteFrom('audit').execute()).rejects.toThrow('append-only');
      }),
    );

    forgeryCases(having);
  });
}

type Having = (run: (store: RecordStore) => Promise<void>) => () => Promise<void>;

/** By somebody who has taken the guards away. */
const forgeries: readonly (readonly [name: string, act: string, sequence: number])[] = [
  ['changes an entry', `UPDATE audit SET actor = 'nobody' WHERE sequence = 3`, 3],
  ['deletes an entry', 'DELETE FROM audit WHERE sequence = 3', 3],
  ['deletes the first', 'DELETE FROM audit WHERE sequence = 1', 1],
  ['takes off the end', 'DELETE FROM audit WHERE sequence >= 4', 4],
  ['changes a link', 'UPDATE audit SET previous = hash WHERE sequence = 2', 2],
  ['changes a hash', 'UPDATE audit SET hash = previous WHERE sequence = 2', 2],
  [
    'swaps two',
    `UPDATE audit SET subject = CASE subject WHEN 'O-2' THEN 'O-3' ELSE 'O-2' END WHERE sequence IN (2, 3)`,
    2,
  ],
];

function forgeryCases(having: Having): void {
  test.each(forgeries)('somebody who %s is found out', (_name, act, sequence) =>
    having(async (store) => {
      const anchor = await auditHead(store.db);
      for (const statement of [...disarm[store.engine], act]) {
        await sql.raw(statement).execute(store.db);
      }
      expect((await verifyAudit(store, anchor)).fault).toMatchObject({ sequence });
    })(),
  );

  test(
    'somebody who writes all of it anew is found out by the anchor',
    having(async (store) => {
      const { db, engine } = store;
      const anchor = await auditHead(db);
      for (const statement of [...disarm[engine], 'DELETE FROM audit']) {
        await sql.raw(statement).execute(db);
      }
      await appendAudit(db, engine, [{ ...anEntry(1), actor: 'nobody' }, ...entries.slice(1)]);
      expect((await verifyAudit(store)).fault).toBeNull();
      expect((await verifyAudit(store, anchor)).fault).toMatchObject({ sequence: 5 });
    }),
  );
}

function lateCases(having: Having): void {
  test(
    'what may have been written is written once, whoever else appends meanwhile',
    having(async ({ db, engine }) => {
      const asked = [
        { ...anEntry(3), detail: 'late' },
        anEntry(6),
        { ...anEntry(3), request: 'R' },
      ];
      await Promise.all([1, 2, 3].map(() => appendMissingAudit(db, engine, asked)));
      const { items } = unwrap(await listAudit(db, {}));
      expect(items.map(({ subject, request }) => [subject, request])).toEqual([
        ['O-6', null],
        ['O-5', null],
        ['O-4', null],
        ['O-3', 'R'],
        ['O-3', null],
        ['O-2', null],
        ['O-1', null],
      ]);
    }),
  );
}
