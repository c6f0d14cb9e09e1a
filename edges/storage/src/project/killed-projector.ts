/**
 * Projects a journal in small batches, as a process of its own, and kills itself after so many tables were
 * written, in the middle of a transaction. Only the test beside it starts it.
 */
import { openProjections } from '../store.ts';
import { catchUp } from './follow.ts';
import { Projector } from './projector.ts';

const BATCH_RECORDS = 250;
const [file = '', folder = '', writes = '1'] = process.argv.slice(2);
let left = Number(writes);

const store = await openProjections({ engine: 'sqlite', file }, { isAlone: true });
const projector = await Projector.open({
  store,
  shard: 'main',
  onTable: () => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
await catchUp(projector, { folder, batchRecords: BATCH_RECORDS });
await store.close();
