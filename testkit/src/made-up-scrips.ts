import { formatDay, Random, weekdayOf } from 'argosy/core';

/** One instrument of a made-up market; money in paise, days counted from 1970-01-01. */
export type MadeUpScrip = {
  readonly token: number;
  readonly exchange: 'NSE' | 'BSE' | 'NFO' | 'BFO' | 'MCX' | 'CDS';
  /** As Angel One writes it, and as Zerodha does. */
  readonly angelSymbol: string;
  readonly kiteSymbol: string;
  /** The underlying's symbol of contracts, the own one of all else. */
  readonly name: string;
  readonly type:
    | ''
    | 'AMXIDX'
    | 'FUTIDX'
    | 'OPTIDX'
    | 'FUTSTK'
    | 'OPTSTK'
    | 'FUTCOM'
    | 'OPTFUT'
    | 'FUTCUR'
    | 'OPTCUR';
  readonly right: 'CE' | 'PE' | null;
  readonly expiry: number | null;
  /** In rupees. */
  readonly strike: number | null;
  readonly lot: number;
  /** In rupees. */
  readonly tick: number;
};

/** How many of them, from which day and seed; the same of these give the same market. */
export type MadeUpMarket = { readonly rows: number; readonly day: number; readonly seed: string };

type Underlying = {
  readonly name: string;
  readonly exchange: 'NFO' | 'BFO' | 'MCX' | 'CDS';
  readonly types:
    | readonly ['FUTIDX', 'OPTIDX']
    | readonly ['FUTSTK', 'OPTSTK']
    | readonly ['FUTCOM', 'OPTFUT']
    | readonly ['FUTCUR', 'OPTCUR'];
  readonly level: number;
  readonly step: number;
  readonly lot: number;
  readonly strikes: number;
  readonly expiries: readonly number[];
};

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** Where all instruments but shares and bonds stop short of what is asked for. */
const CASH_SHARE = 0.09;
const TUESDAY = 2;
const THURSDAY = 4;

const known = [
  'SBIN',
  'RELIANCE',
  'INFY',
  'TCS',
  'HDFCBANK',
  'ICICIBANK',
  'M&M',
  'BAJAJ-AUTO',
  'ITC',
  'LT',
];
const syllables = [
  'AR',
  'BHA',
  'CHE',
  'DEL',
  'GO',
  'HIN',
  'IN',
  'JAI',
  'KAR',
  'LAK',
  'MA',
  'NAV',
  'OR',
  'PRA',
  'RAJ',
  'SUN',
  'TA',
  'UN',
  'VAR',
  'ZEN',
];

/**
 * A made-up market in the shape of the Indian one: shares and bonds, indices, futures and option chains of
 * shares, indices, commodities and currencies; as many rows as are asked for.
 */
export function* madeUpScrips({ rows, day, seed }: MadeUpMarket): Generator<MadeUpScrip> {
  const random = Random.fromSeed(seed);
  const shares = shareNames(Math.max(known.length, Math.floor(rows * CASH_SHARE * 0.45)), random);
  let count = 0;
  for (const scrip of everyScrip(shares, { day, random })) {
    if (count === rows) return;
    count += 1;
    yield scrip;
  }
}

/** A scrip as a row of Angel One's master: JSON, strikes and steps in paise. */
export function angelRow({
  token,
  angelSymbol,
  name,
  type,
  exchange,
  ...scrip
}: MadeUpScrip): string {
  const scale = exchange === 'CDS' ? 1e7 : 100;
  const strike = scrip.strike === null ? (type === 'AMXIDX' ? 0 : -1) : scrip.strike * scale;
  return JSON.stringify({
    token: String(token),
    symbol: angelSymbol,
    name,
    expiry: scrip.expiry === null ? '' : angelDay(scrip.expiry, 4),
    strike: strike.toFixed(6),
    lotsize: String(scrip.lot),
    instrumenttype: type,
    exch_seg: exchange,
    tick_size: (scrip.tick * scale).toFixed(6),
  });
}

/** A market as Angel One's file, in pieces. */
export function* angelFileOf(market: MadeUpMarket): Generator<string> {
  let before = '[';
  for (const scrip of madeUpScrips(market)) {
    yield `${before}${angelRow(scrip)}`;
    before = ',';
  }
  yield ']';
}

/** The first line of Zerodha's file. */
export const kiteHeader =
  'instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,lot_size,instrument_type,segment,exchange';

/** A scrip as a line of Zerodha's file. */
export function kiteRow(scrip: MadeUpScrip): string {
  const { token, kiteSymbol, name, expiry, strike, tick, lot, right, type, exchange } = scrip;
  const isIndex = type === 'AMXIDX';
  const isContract = expiry !== null;
  const kind = right ?? (isContract ? 'FUT' : 'EQ');
  const end = right === null ? 'FUT' : 'OPT';
  const segment = isIndex ? 'INDICES' : isContract ? `${exchange}-${end}` : exchange;
  const cells = [
    token * 256 + 1,
    isIndex ? token - 99_925_000 : token,
    kiteSymbol,
    isContract ? `"${name}"` : isIndex ? kiteSymbol : `${name} LIMITED`,
    0,
    expiry === null ? '' : formatDay(expiry),
    strike ?? 0,
    tick,
    lot,
    kind,
    segment,
    exchange,
  ];
  return cells.join(',');
}

type Place = { readonly day: number; readonly random: Random };

function* everyScrip(shares: readonly string[], { day, random }: Place): Generator<MadeUpScrip> {
  yield* indices();
  yield* cash(shares, random);
  let token = 35_000;
  for (const underlying of underlyings(shares, { day, random })) {
    for (const scrip of contracts(underlying, token)) {
      token = scrip.token + 1;
      yield scrip;
    }
  }
}

const noContract = { right: null, expiry: null, strike: null } as const;

function* indices(): Generator<MadeUpScrip> {
  const named = [
    [99_926_000, 'Nifty 50', 'NIFTY', 'NIFTY 50', 'NSE'],
    [99_926_009, 'Nifty Bank', 'BANKNIFTY', 'NIFTY BANK', 'NSE'],
    [99_926_017, 'India VIX', 'INDIA VIX', 'INDIA VIX', 'NSE'],
    [99_919_000, 'SENSEX', 'SENSEX', 'SENSEX', 'BSE'],
  ] as const;
  for (const [token, angelSymbol, name, kiteSymbol, exchange] of named) {
    yield {
      token,
      angelSymbol,
      name,
      kiteSymbol,
      exchange,
      ...noContract,
      type: 'AMXIDX',
      lot: 1,
      tick: 0,
    };
  }
}

/** Each share at both exchanges, some in another series; and bonds at one. */
function* cash(shares: readonly string[], random: Random): Generator<MadeUpScrip> {
  const rest = { ...noContract, type: '', lot: 1 } as const;
  for (const [place, name] of shares.entries()) {
    const tick = random.nextInt(3) === 0 ? 0.01 : 0.05;
    const series = place < known.length || random.nextInt(12) > 0 ? 'EQ' : 'BE';
    const kiteSymbol = series === 'EQ' ? name : `${name}-${series}`;
    const one = { ...rest, name, tick };
    yield {
      ...one,
      token: 1000 + place,
      exchange: 'NSE',
      angelSymbol: `${name}-${series}`,
      kiteSymbol,
    };
    yield { ...one, token: 500_000 + place, exchange: 'BSE', angelSymbol: name, kiteSymbol: name };
    if (random.nextInt(5) > 0) continue;
    const bond = `${700 + (place % 200)}GS${2030 + (place % 25)}${String.fromCharCode(65 + (place % 26))}${place}`;
    const symbol = `${bond}-GS`;
    yield {
      ...rest,
      name: bond,
      tick: 0.01,
      token: 40_000_000 + place,
      exchange: 'NSE',
      angelSymbol: symbol,
      kiteSymbol: symbol,
    };
  }
}

function underlyings(shares: readonly string[], { day, random }: Place): readonly Underlying[] {
  const nse = monthEnds(day, 3, TUESDAY);
  const bse = monthEnds(day, 3, THURSDAY);
  const late = monthEnds(day, 6, THURSDAY);
  const index = { types: ['FUTIDX', 'OPTIDX'] as const, strikes: 160 };
  const of = {
    exchange: 'MCX',
    types: ['FUTCOM', 'OPTFUT'] as const,
    strikes: 80,
    expiries: late,
  } as const;
  const currency = {
    exchange: 'CDS',
    types: ['FUTCUR', 'OPTCUR'] as const,
    lot: 1,
    strikes: 60,
    expiries: late,
  } as const;
  return [
    {
      ...index,
      name: 'NIFTY',
      exchange: 'NFO',
      level: 24_500,
      step: 50,
      lot: 65,
      expiries: [...weeks(day, 5, TUESDAY, nse), ...nse],
    },
    {
      ...index,
      name: 'BANKNIFTY',
      exchange: 'NFO',
      level: 52_000,
      step: 100,
      lot: 30,
      expiries: nse,
    },
    {
      ...index,
      name: 'SENSEX',
      exchange: 'BFO',
      level: 80_000,
      step: 100,
      lot: 20,
      expiries: [...weeks(day, 5, THURSDAY, bse), ...bse],
    },
    { ...of, name: 'CRUDEOIL', level: 5800, step: 50, lot: 100 },
    { ...of, name: 'GOLD', level: 76_000, step: 100, lot: 100 },
    { ...of, name: 'SILVERM', level: 92_000, step: 250, lot: 5 },
    { ...currency, name: 'USDINR', level: 84, step: 0.25 },
    { ...currency, name: 'EURINR', level: 91, step: 0.25 },
    ...shares.map((name, place): Underlying => {
      const isBse = place % 3 === 2;
      const level = 100 + random.nextInt(4000);
      const step = level > 2000 ? 50 : level > 500 ? 20 : 5;
      const where = isBse
        ? ({ exchange: 'BFO', expiries: bse } as const)
        : ({ exchange: 'NFO', expiries: nse } as const);
      return {
        name,
        ...where,
        types: ['FUTSTK', 'OPTSTK'],
        level,
        step,
        lot: 50 + 25 * random.nextInt(60),
        strikes: 90,
      };
    }),
  ];
}

function* contracts(underlying: Underlying, from: number): Generator<MadeUpScrip> {
  const { name, exchange, types, level, step, lot, strikes, expiries } = underlying;
  const tick = exchange === 'CDS' ? 0.0025 : exchange === 'MCX' ? 1 : 0.05;
  const one = { name, exchange, lot, tick };
  let token = from;
  for (const expiry of expiries) {
    const angel = `${name}${angelDay(expiry, 2)}`;
    const kite = `${name}${kiteDay(expiry, expiries)}`;
    yield {
      ...one,
      ...noContract,
      expiry,
      token,
      type: types[0],
      angelSymbol: `${angel}FUT`,
      kiteSymbol: `${kite}FUT`,
    };
    token += 1;
    const middle = Math.round(level / step) * step;
    for (let place = 0; place < strikes; place += 1) {
      const strike = middle + (place - (strikes >> 1)) * step;
      if (strike <= 0) continue;
      for (const right of ['CE', 'PE'] as const) {
        const symbols = {
          angelSymbol: `${angel}${strike}${right}`,
          kiteSymbol: `${kite}${strike}${right}`,
        };
        yield { ...one, ...symbols, expiry, token, type: types[1], strike, right };
        token += 1;
      }
    }
  }
}

function shareNames(count: number, random: Random): readonly string[] {
  const names = new Set(known);
  const syllable = (): string => syllables[random.nextInt(syllables.length)] ?? '';
  while (names.size < count) {
    const name = `${syllable()}${syllable()}${syllable()}`;
    names.add(names.has(name) ? `${name}${names.size}` : name);
  }
  return [...names];
}

function angelDay(day: number, yearDigits: 2 | 4): string {
  const [year = '', month = '', date = ''] = formatDay(day).split('-');
  return `${date}${months[Number(month) - 1]}${year.slice(4 - yearDigits)}`;
}

/** A month is named, a week is in digits with a letter for the last three months. */
function kiteDay(day: number, expiries: readonly number[]): string {
  const [year = '', month = '', date = ''] = formatDay(day).split('-');
  const isLast = !expiries.some(
    (other) => other > day && formatDay(other).startsWith(`${year}-${month}`),
  );
  if (isLast) return `${year.slice(2)}${months[Number(month) - 1]}`;
  return `${year.slice(2)}${'123456789OND'[Number(month) - 1]}${date}`;
}

/** The last such weekday of this month and those that follow. */
function monthEnds(day: number, count: number, weekday: number): readonly number[] {
  const ends: number[] = [];
  for (let at = day; ends.length < count; at += 1) {
    const isLast = monthOf(at + 7) !== monthOf(at);
    if (weekdayOf(at) === weekday && isLast) ends.push(at);
  }
  return ends;
}

/** The coming such weekdays that are no month's last. */
function weeks(
  day: number,
  count: number,
  weekday: number,
  ends: readonly number[],
): readonly number[] {
  const days: number[] = [];
  for (let at = day; days.length < count; at += 1) {
    if (weekdayOf(at) === weekday && !ends.includes(at)) days.push(at);
  }
  return days;
}

function monthOf(day: number): string {
  return formatDay(day).slice(0, 7);
}
