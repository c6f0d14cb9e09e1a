import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { readAll, readRunFile, type PlacedMistake } from 'argosy/backtest';
import { expect, test } from 'vitest';

import { readLayout } from './read-layout.ts';
import { marketCalendarKeys } from './run-calendars.ts';
import { chargeKeys } from './run-charges.ts';

const page = readFileSync(
  fileURLToPath(new URL('../../../../docs/run-files.md', import.meta.url)),
  'utf8',
);
const at = '2026-01-05T09:30:00Z';
const account = 'A1';
const held = { at, account, book: 'b', instrument: 'X.Y', qty: '1' };

const plans = [
  { algorithm: 'twap', slices: '1', routes: ['X.Y'] },
  { algorithm: 'vwap', curve: ['1'] },
  { algorithm: 'shortfall', slices: '1', urgency: '1' },
  { algorithm: 'pov', rateBps: '1', least: '1' },
  { algorithm: 'iceberg', shown: '1', varyBps: '1' },
];

/** A run file that has, over all its instruments, fees and commands, every object there may be. */
const scanTerms = {
  scanBps: '1',
  volatilityBps: '1',
  volatilityShiftBps: '1',
  exposureBps: '1',
  shortLeastBps: '1',
  spreadBps: '1',
};
const runFile = {
  ledgerScales: { INR: '4' },
  instruments: ['equity', 'index', 'future', 'option', 'currencyPair'].map((kind, place) => ({
    id: place === 0 ? 'X.Y' : `X${place}.Y`,
    kind,
    ...(kind === 'future' || kind === 'option' ? { expiresAt: at } : {}),
    ...(kind === 'option' ? { strike: '1', right: 'call' } : {}),
    ...(kind === 'currencyPair' ? { base: 'USD' } : {}),
  })),
  calendars: [
    { id: 'C', week: { mon: [{ from: '08:00', until: '09:00' }] } },
    { id: 'D', offsets: [{ from: at, offset: '+01:00' }], specials: { '2026-01-26': [] } },
  ],
  sources: [{ file: 'rows.csv' }, { history: 'data', kinds: ['quote'] }],
  accounts: [
    {
      id: account,
      balance: '1 INR',
      kind: 'margin',
      leverage: { margin: '2' },
      books: [{ id: 'b' }],
      maintenance: {},
      carry: {
        rates: [
          { type: 'borrow', instrument: 'X.Y' },
          { type: 'rollover', instrument: 'X.Y' },
          { type: 'cash', currency: 'INR' },
        ],
      },
    },
    { id: 'A2', balances: ['1 INR'], products: ['margin'], settlement: { calendar: 'NSE' } },
    {
      id: 'A3',
      kind: 'margin',
      balances: ['1 INR'],
      products: ['margin'],
      scanMargin: { 'X.Y': scanTerms },
    },
  ],
  strategies: [{ id: 's', strategy: 'EmaCross', account, parameters: {} }],
  venue: {},
  limits: {
    matrix: { limit: {} },
    maxOrderQty: { default: '1', byInstrument: { 'X.Y': '1' } },
    maxPosition: { default: '1', byInstrument: { 'X.Y': '1' } },
    maxOrderNotional: { default: '1 INR', byInstrument: { 'X.Y': '1 INR' } },
    accountRate: { count: '1', within: '1' },
    strategyRate: { count: '1', within: '1' },
    maxRepeats: { count: '1', within: '1' },
    maxMessagesPerTrade: { ratio: '1', after: '1' },
    maxSizeOverMedian: { times: '1', least: '1' },
    maxVolumeShare: { bps: '1', dailyVolume: { default: '1', byInstrument: { 'X.Y': '1' } } },
    rules: {
      actors: { '0MAN': { actions: [] } },
      bans: { 'X.Y': [{ lets: 'nothing', why: 'x' }] },
      priceBands: { byInstrument: { 'X.Y': { low: '1', high: '2' } } },
      limitProtection: { equity: { bps: '1', leastHundredths: '1' } },
      collar: { references: { 'X.Y': '1' } },
      shortSales: { accounts: [account], products: [], located: { 'X.Y': '1' } },
      leastPriceHundredths: { INR: '1' },
      options: {},
      utilisation: { enterBps: '1', leaveBps: '1' },
      firmRate: { count: '1', within: '1' },
      netLists: true,
      cancelOnDisconnect: { armedAt: [] },
    },
  },
  commands: [
    { at, type: 'deposit', account, amount: '1 INR' },
    { at, type: 'setState', account, state: 'HALTED' },
    { at, type: 'kill', account },
    { at, type: 'setLimit', account, limit: 'orderValue', value: '1 INR' },
    { at, type: 'setStatus', account, status: 'open' },
    { at, type: 'setFloor', account, floor: '1 INR' },
    ...[
      { type: 'split' },
      { type: 'dividend', perUnit: '0.5' },
      { type: 'exchange', into: 'X1.Y' },
      { type: 'spinOff', into: 'X1.Y' },
      { type: 'redemption', price: '1' },
      { type: 'expiry', price: '1' },
      { type: 'exercise', price: '1', qty: '-1' },
      { type: 'subscription', into: 'X1.Y', price: '1' },
    ].map((action) => ({ at, type: 'bookAction', account, instrument: 'X.Y', action })),
    {
      at,
      type: 'movePosition',
      account,
      instrument: 'X.Y',
      qty: '1',
      from: { book: 'b' },
      to: { book: 'c' },
    },
    { ...held, type: 'convertProduct', from: 'intraday', to: 'delivery' },
    ...plans.map((plan) => ({
      ...held,
      type: 'execute',
      side: 'buy',
      plan: { until: at, ...plan },
    })),
  ],
  actionFiles: [],
  actions: [
    { type: 'split', ratio: '2 for 1' },
    { type: 'dividend', perUnit: '1' },
    { type: 'rights', ratio: '1 for 1', price: '1' },
    { type: 'rename', was: 'X9.Y' },
    { type: 'demerger', ratio: '1 for 1', into: 'X.Y', costBps: '1' },
    { type: 'delisting', price: '1' },
  ].map((action) => ({ ...action, instrument: 'X.Y', ex: at })),
  series: [
    { kind: 'adjusted', of: 'X.Y' },
    { kind: 'continuous', chain: ['X2.Y'], roll: { rule: 'daysBefore', days: '1' } },
    { kind: 'continuous', chain: ['X2.Y'], roll: { rule: 'dates', dates: [] } },
    { kind: 'formula', formula: 'X.Y' },
  ].map((series, place) => ({ ...series, id: `S${place}.Y` })),
  settlementPrices: { 'X.Y': '1' },
  warmUpBars: { spec: 'X.Y-1-MINUTE-LAST-EXTERNAL', count: '1' },
};
const models = [
  { latency: { byExchange: { BSE: { insert: '1' } } } },
  { fees: { model: 'perShare', amount: '1' } },
  { fees: { model: 'percent', rate: '1' } },
  { fees: { model: 'makerTaker', maker: '1', taker: '1' } },
  {
    fees: {
      model: 'lines',
      lines: [
        { name: 'a', fee: { model: 'percent', rate: '1' } },
        { name: 'b', percent: '1', of: ['a'] },
      ],
    },
  },
  { fills: { model: 'probabilistic', limit: '1', slip: '1' } },
  { fills: { model: 'volumeLimited', share: '1' } },
  { fills: { model: 'sizeSweeps' } },
  {
    fees: {
      model: 'table',
      rows: [{ kinds: [], exchanges: [], instruments: [], products: [], fee: {} }],
    },
  },
  { fees: { model: 'byDate', until: '2030-01-01T00:00:00Z', steps: [{ from: at, fee: {} }] } },
  { fills: { model: 'competing', of: 'sure' } },
  { fills: { model: 'composed', touch: 'sure', slips: 'sure', size: 'sure' } },
  { queue: { model: 'crowded', oneOf: '2', of: 'patient' } },
  { latency: { measured: { insert: ['1'], amend: ['1'], cancel: ['1'] } } },
  {
    bands: {
      basisPoints: '1',
      flex: { basisPoints: '1', within: '1' },
      references: { 'X.Y': '1' },
      byInstrument: { 'X.Y': { basisPoints: '1', flex: { basisPoints: '1', within: '1' } } },
    },
  },
  { exchange: { instruments: [] } },
  { interruptions: { basisPoints: '1' } },
  {
    halts: {
      index: 'X.Y',
      reference: '1',
      exchanges: ['NSE'],
      levels: [{ basisPoints: '1', before: '13:00', halt: 'day' }],
    },
  },
  { slippage: { model: 'ticks', ticks: '1' } },
  { slippage: { model: 'basisPoints', basisPoints: '1' } },
  { slippage: { model: 'volumeShare', impact: '1', share: '1' } },
  {
    slippage: {
      model: 'squareRoot',
      coefficient: '1',
      dailyVolume: '1',
      volatility: '1',
      byInstrument: { 'X.Y': { dailyVolume: '1', volatility: '1' } },
    },
  },
];
const layouts = [
  { kind: 'quote', instrument: 'X.Y' },
  { kind: 'trade' },
  { kind: 'book' },
  { kind: 'queue' },
  { kind: 'mark' },
  { kind: 'index' },
  { kind: 'funding' },
  ...[{ is: 'day' }, { is: 'close' }, { is: 'both', opensAt: 'a', closesAt: 'b' }].map((time) => ({
    kind: 'bar',
    spec: '1-DAY-LAST-EXTERNAL',
    time,
  })),
];

/** A place as the page writes it: numbers are left out, what one names freely is a star. */
function keyOf(place: string): string {
  return place
    .replaceAll(/\[\d+\]/gu, '[]')
    .replaceAll(/\.(X\d*\.Y|INR|0MAN|2026-01-26)(?=[.[]|$)/gu, '.*')
    .replace(/week\.\w+/u, 'week.*')
    .replace(/leverage\.\w+/u, 'leverage.*')
    .replace(/matrix\.\w+/u, 'matrix.*')
    .replace(/limitProtection\.\w+/u, 'limitProtection.*')
    .replace(/(lines|rows|steps)\[\]\.fee\./u, 'fees.')
    .replace(/fills\.(of|touch|slips|size)\./u, 'fills.')
    .replace('latency.byExchange.BSE.', 'latency.')
    .replace('byExchange.BSE', 'byExchange.*')
    .replace('queue.of.', 'queue.')
    .replace('bands.byInstrument.*.', 'bands.')
    .replace('venue.fees.fees.', 'venue.fees.')
    .replace('ledgerScales.', 'ledgerScales.');
}

/** Every key that is read somewhere. */
function keysRead(): readonly string[] {
  const keys = new Set<string>();
  const note = (place: string): void => void keys.add(keyOf(place));
  for (const venue of [{}, ...models]) {
    const read = readRunFile({ ...runFile, venue }, note);
    expect(read.ok ? [] : read.mistakes).toEqual([]);
  }
  for (const layout of layouts) {
    const read = readAll(layout, readLayout, (place) => note(`sources[].layout.${place}`));
    expect(read.ok ? [] : read.mistakes).toEqual([]);
  }
  for (const place of ['charges', ...chargeKeys.map((key) => `charges.${key}`)]) note(place);
  for (const key of marketCalendarKeys) note(`calendars[].${key}`);
  return [...keys].sort();
}

/** Every key that a row of the page begins with. */
function keysTold(): readonly string[] {
  const rows = [...page.matchAll(/^\| (`[^|]*`) \|/gmu)];
  return rows.flatMap(([, cell = '']) => cell.split(', ').map((key) => key.slice(1, -1))).sort();
}

test('the page of run files tells every key that is read, and no other', () => {
  expect(keysTold()).toEqual(keysRead());
});

test('the page tells type, default and meaning of each', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const cells = rows.map((row) =>
    row
      .split(/(?<!\\)\|/u)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells.filter((row) => row.length !== 4 || row.includes(''))).toEqual([]);
});

/** Every place of some plain data, and a copy of the whole with something else there. */
function* changedAt(
  value: unknown,
  change: unknown,
  place = '',
): Generator<readonly [string, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const own = Array.isArray(value)
      ? `${place}[${name}]`
      : place === ''
        ? name
        : `${place}.${name}`;
    const withIn = (other: unknown): unknown =>
      Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other };
    yield [own, withIn(change)];
    for (const [where, changed] of changedAt(inner, change, own)) yield [where, withIn(changed)];
  }
}

/** Whether a mistake has no place, or lies within what another has told already. */
function isToldAgain({ place }: PlacedMistake, all: readonly PlacedMistake[]): boolean {
  if (place === '') return true;
  return all.some(({ place: outer }) => place !== outer && isWithin(place, outer));
}

function isWithin(place: string, outer: string): boolean {
  return place.startsWith(outer) && /^[.[]/u.test(place.slice(outer.length));
}

test.each([
  ['a number', 3],
  ['a number below zero', -1],
  ['nothing of it', '0'],
  ['more than there can be', '99999999999999'],
  ['a word', 'wrong'],
  ['an empty object', {}],
  ['an empty list', []],
])('%s in any place is told once, and nothing that only follows from it', (_, change) => {
  const again: string[] = [];
  for (const venue of [{}, ...models]) {
    const inVenue = [...changedAt(venue, change)].map(([place, changed]) => {
      return [`venue.${place}`, { ...runFile, venue: changed }] as const;
    });
    const all = Object.keys(venue).length > 0 ? inVenue : changedAt(runFile, change);
    for (const [place, changed] of all) {
      const read = readRunFile(changed);
      const found = read.ok ? [] : read.mistakes;
      const bad = found.filter((one) => isToldAgain(one, found));
      again.push(...bad.map((one) => `${place}: ${one.place}: ${one.detail}`));
    }
  }
  expect(again).toEqual([]);
});
