import { API_PREFIX } from '@argosy/contract';
import { aCaller, aPlatform, platformNow, sampleOf, type APlatform } from '@argosy/testkit/gateway';
import { toTimestamp } from 'argosy/core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createGateway, type Gateway } from '../create-gateway.ts';
import { routes } from './routes.ts';

let made: APlatform;
let gateway: Gateway;

/** What spreadsheets would run, and what would break a table. */
const hostile = [
  '=cmd|calc!A0',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '"quoted", and more',
  'two\r\nlines',
  "'apostrophe",
];
beforeAll(async () => {
  made = await aPlatform();
  const { records } = made.platform;
  await records.appendAudit(
    hostile.map((subject) => ({
      at: toTimestamp(platformNow),
      actor: 'u-1',
      action: 'test',
      subject,
      outcome: 'done',
      address: null,
      request: null,
      cause: null,
      before: null,
      after: null,
      detail: subject,
    })),
  );
  gateway = await createGateway(made.platform, {
    version: '0',
    callerOf: () => aCaller(),
    now: () => platformNow,
  });
});
afterAll(async () => {
  await gateway.stop();
  await made.close();
});

const tables = routes.filter(({ hasCsv }) => hasCsv === true);

test('S-09 every route that gives a table is looked at', () => {
  expect(tables.map(({ name }) => name).toSorted()).toEqual([
    'listAudit',
    'listBars',
    'listHoldings',
    'listOrders',
    'listPositions',
    'listStatement',
    'listTrades',
    'readBars',
  ]);
});

test.each(tables.map((route) => [route.name, route] as const))(
  'S-09 the table of %s reads back as its rows, and nothing in it is run',
  async (_name, route) => {
    const { params, query = {} } = sampleOf(route, 'O-1');
    const path = route.path.replaceAll(/:(\w+)/gu, (_, name: string) => params[name] ?? 'MAIN');
    const pairs = Object.entries({ ...query, ...pageOf(route) }).map(
      ([key, value]) => `${key}=${String(value)}`,
    );
    const ask = (accept: string) =>
      gateway.server.inject({
        method: 'GET',
        url: `${API_PREFIX}${path}?${pairs.join('&')}`,
        headers: { accept },
      });
    const [json, csv] = [await ask('application/json'), await ask('text/csv')];
    expect([json.statusCode, csv.statusCode]).toEqual([200, 200]);
    expect(csv.headers['content-type']).toContain('text/csv');
    const rows = rowsOf(json.json());
    const [header = [], ...lines] = parse(csv.body);
    expect(lines.length).toBe(rows.length);
    for (const [at, row] of rows.entries()) {
      const leaves = leavesOf(row);
      for (const [place, cell] of (lines[at] ?? []).entries()) {
        expect(/^[=+@\t\r\n]|^-(?!\d+(?:\.\d+)?$)/u.test(cell)).toBe(false);
        const value = cell.replace(/^'(?=[=+\-@\t\r\n])/u, '');
        expect([header[place], value === '' || leaves.has(value), value]).toEqual([
          header[place],
          true,
          value,
        ]);
      }
    }
    if (route.name === 'listAudit') {
      const cells = new Set(lines.flat().map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/u, '')));
      expect(hostile.filter((text) => !cells.has(text))).toEqual([]);
    }
  },
);

function pageOf({ schemas: { query } }: (typeof routes)[number]): object {
  return query?.safeParse({ size: 500 }).success === true ? { size: 500 } : {};
}

function rowsOf(answer: unknown): readonly unknown[] {
  const found = Object.values(answer ?? {}).find((value) => Array.isArray(value));
  return Array.isArray(found) ? found : [];
}

function leavesOf(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set([String(value)]);
  // A list of names stands in one cell.
  const joined = Array.isArray(value) ? [value.map(String).join(' ')] : [];
  return new Set([...joined, ...Object.values(value).flatMap((inner) => [...leavesOf(inner)])]);
}

/** RFC 4180, as plainly as can be: cells, and what stands between them. */
function parse(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of csv.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gu)) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}
