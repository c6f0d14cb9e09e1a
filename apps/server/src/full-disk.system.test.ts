import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openRecords, verifyAudit } from '@argosy/storage';
import { ServerProcess, type ApiAnswer } from '@argosy/testkit/server';
import { afterAll, expect, test } from 'vitest';

const MIB = 1024 * 1024;
const SIZE = 96 * MIB;
const data = mkdtempSync(join(tmpdir(), 'argosy-full-'));
const words = ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', data];
const [mount, umount] = ['mount', 'umount'];
const mounted = spawnSync(mount, words, { encoding: 'utf8' });
const isMounted = mounted.error === undefined && mounted.status === 0;
const why = isMounted ? '' : `; skipped: no tmpfs can be mounted here (${mounted.stderr})`;
const ballast = join(data, 'ballast');

afterAll(() => {
  if (isMounted) spawnSync(umount, ['-l', data]);
  rmdirSync(data);
});

type Row = Readonly<Record<string, unknown>>;

async function until<Value>(find: () => Promise<Value | null>): Promise<Value> {
  for (let left = 600; left > 0; left -= 1) {
    const found = await find();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it has not come to that');
}

/** Takes what is left of the disk, in ever smaller pieces. */
function fill(): void {
  for (let size = MIB; size >= 512; size /= 2) {
    for (;;) {
      try {
        writeFileSync(ballast, new Uint8Array(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}

function ticketOf(account: string, terms: object): object {
  const what = { book: 'HAND', product: 'delivery', instrument: 'BANK01.DEMO', side: 'buy' };
  return { account, ...what, qty: '5', terms };
}
const resting = { type: 'limit', limit: '1.00' };

test.skipIf(!isMounted)(
  `a full disk stops neither cancels nor the kill switch, and new orders only until there is room${why}`,
  async () => {
    const server = await ServerProcess.start({
      ARGOSY_DATA: data,
      ARGOSY_DEMO_TICKS_PER_SECOND: '50',
    });
    let key = 0;
    const post = (path: string, body: object): Promise<ApiAnswer> => {
      key += 1;
      const headers = { 'idempotency-key': `full-${key}` };
      return server.ask(path, { method: 'POST', body, headers });
    };
    const place = async (account: string, terms: object): Promise<string> => {
      const { status, body } = await post('/orders', ticketOf(account, terms));
      expect([status, body['code']]).toEqual([201, undefined]);
      return (body['order'] as { readonly id: string }).id;
    };
    const parts = async (): Promise<readonly Row[]> => {
      const health = await fetch(`${server.address}/health/ready`);
      return ((await health.json()) as { readonly parts: readonly Row[] }).parts;
    };
    const stateOf = async (part: string): Promise<unknown> =>
      (await parts()).find((one) => one['part'] === part)?.['state'];
    const held = async (): Promise<readonly unknown[]> => {
      const { body } = await server.ask('/positions?account=PAPER02');
      return (body['items'] as readonly Row[]).map(({ qty }) => qty);
    };
    try {
      const [one, other] = [await place('PAPER01', resting), await place('PAPER01', resting)];
      await place('PAPER02', { type: 'market' });
      await until(async () => ((await held()).includes('5') ? true : null));
      fill();
      // What was taken ahead of the disk's end is used up first.
      const refused = await until(async () => {
        const answer = await post('/orders', ticketOf('PAPER03', resting));
        fill();
        expect([201, 503]).toContain(answer.status);
        // For want of a page SQLite may call the same thing an error of the disk: then the database takes nothing.
        return answer.body['code'] === 'DISK_FULL' ? answer : null;
      });
      expect(refused).toMatchObject({ status: 503, body: { isRetryable: true } });
      await until(async () => {
        fill();
        return (await stateOf('disk')) === 'down' ? true : null;
      });
      expect((await parts()).map(({ reason }) => String(reason)).join()).not.toContain('rollback');

      const { body: fleet } = await server.ask('/strategies');
      const [strategy] = fleet['strategies'] as readonly Row[];
      const stopped = await post(`/strategies/${String(strategy?.['id'])}/stop`, {});
      expect([stopped.status, stopped.body['state']]).toEqual([200, 'stopped']);

      const canceled = await server.ask(`/orders/${one}`, { method: 'DELETE' });
      expect([canceled.status, canceled.body['id']]).toEqual([200, one]);
      const all = await post('/orders/cancel-all', { account: 'PAPER01' });
      expect([all.status, all.body['orders']]).toEqual([200, [other]]);
      const flat = await post('/orders/flatten', { account: 'PAPER02' });
      expect([flat.status, flat.body['left']]).toEqual([200, []]);
      const scope = { account: 'PAPER01', scope: { kind: 'account' }, reason: 'no room' };
      expect((await post('/risk/kill', scope)).status).toBe(200);

      rmSync(ballast);
      await until(async () => {
        const answer = await post('/orders', ticketOf('PAPER03', resting));
        return answer.status === 201 ? true : null;
      });
      await until(async () => ((await stateOf('tables')) === 'up' ? true : null));
      expect((await post('/orders', ticketOf('PAPER01', resting))).body['code']).toBe(
        'ACCOUNT_HALTED',
      );
      expect(await held()).toEqual(['0']);
      const audited = await until(async () => {
        const { body } = await server.ask('/audit?size=200');
        const told = (body['items'] as readonly Row[]).map(
          ({ action, outcome }) => `${String(action)} ${String(outcome)}`,
        );
        return told.includes('risk.kill done') && !existsSync(join(data, 'audit.waiting'))
          ? told.filter((line) => !line.startsWith('order.place'))
          : null;
      });
      expect(audited).toEqual(
        expect.arrayContaining(
          ['order.cancel', 'order.cancelAll', 'order.flatten', 'risk.kill'].flatMap((action) => [
            `${action} begun`,
            `${action} done`,
          ]),
        ),
      );
      expect(await server.stop()).toBe(0);
      fill();
      await expect(server.again()).rejects.toThrow(
        new RegExp(`NO_ROOM: .*${data}: \\d+ MiB are free, a start takes up to 64 MiB`, 'u'),
      );
      rmSync(ballast);
      await server.again();
      expect(await held()).toEqual(['0']);
      expect(await server.stop()).toBe(0);
      const records = await openRecords({ engine: 'sqlite', file: join(data, 'records.db') });
      expect((await verifyAudit(records)).fault).toBeNull();
      await records.close();
    } finally {
      await server.end();
    }
  },
);
