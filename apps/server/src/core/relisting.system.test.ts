import { ServerProcess } from '@argosy/testkit/server';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A day of the exchange in six seconds: an end of options lies five of them ahead at most. */
const MINUTES_PER_DAY = '0.1';
/** No measure of anything: a machine that is busy takes its time. */
const PATIENCE_MILLIS = 300_000;
const TEST_MILLIS = 1_200_000;
let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start({
    ARGOSY_DEMO_HOURS: MINUTES_PER_DAY,
    ARGOSY_DEMO_TICKS_PER_SECOND: '100',
    // A machine that is busy with other tests is no host that hangs.
    ARGOSY_STRATEGIES_HOSTS_SILENT_MILLIS: '600000',
  });
});

afterAll(async () => {
  await server.end();
});

async function until<Value>(find: () => Promise<Value | null>): Promise<Value> {
  for (const from = Date.now(); Date.now() - from < PATIENCE_MILLIS;) {
    const found = await find();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('it has not come to that');
}

async function ends(): Promise<readonly string[]> {
  const { body } = await server.ask('/market/chains/INDEX.DEMO/expiries');
  return body['expiries'] as readonly string[];
}

async function found(text: string): Promise<readonly string[]> {
  const { body } = await server.ask(`/market/search?q=${encodeURIComponent(text)}&size=50`);
  return (body['items'] as readonly { readonly id: string }[]).map(({ id }) => id);
}

/** `INDEX-20261124` of the end of a chain. */
function chainOf(end: string): string {
  return `INDEX-${end.slice(0, 10).replaceAll('-', '')}`;
}

async function rowsOf(
  path: string,
  name: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { body } = await server.ask(path);
  return body[name] as readonly Readonly<Record<string, unknown>>[];
}

test(
  'as days go by new contracts are listed, and those that have ended are searched no more',
  async () => {
    const before = await ends();
    const [first = ''] = before;
    const ended = (await found(chainOf(first)))[0] ?? '';
    expect(ended).toContain(chainOf(first));
    // Prices of it go the whole way: through the queue, the machines, and to the thread of the network. Where all that
    // takes longer than it has to live, another one is listed by then.
    const isPriced = async (): Promise<true | null> => {
      const fresh = (await ends()).find((end) => !before.includes(end));
      if (fresh === undefined) return null;
      const listed = (await found(chainOf(fresh))).find((id) => id.startsWith(chainOf(fresh)));
      if (listed === undefined) return null;
      return (await server.ask(`/market/depth/${listed}`)).status === 200 ? true : null;
    };
    expect(await until(isPriced)).toBe(true);
    const isSearched = async (): Promise<boolean> =>
      (await found(chainOf(first))).some((id) => id.startsWith(chainOf(first)));
    expect(await until(async () => ((await isSearched()) ? null : true))).toBe(true);
    // Whoever looks back still finds what it was.
    expect((await server.ask(`/market/instruments/${ended}`)).status).toBe(200);
    expect(await ends()).not.toContain(first);
    const refresh = (await rowsOf('/jobs', 'jobs')).find(
      ({ name }) => name === 'instrument-refresh',
    );
    expect(refresh).toMatchObject({ result: 'done' });
    // Their host has come once, and was not lost since.
    expect(server.said.match(/a host .*state=connected/gu)).toHaveLength(1);
    expect((await rowsOf('/strategies', 'strategies')).map(({ state }) => state)).toEqual(
      Array.from({ length: 3 }, () => 'running'),
    );
  },
  TEST_MILLIS,
);
