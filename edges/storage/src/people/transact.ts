import type { RecordDb } from '../store.ts';

/** Does several things together or not at all: in the caller's transaction where it has one. */
export function transact<Value>(
  db: RecordDb,
  run: (tx: RecordDb) => Promise<Value>,
): Promise<Value> {
  return db.isTransaction ? run(db) : db.transaction().execute(run);
}
