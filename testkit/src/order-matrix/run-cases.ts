import { writeScenario } from 'argosy/backtest';

import {
  marketLines,
  positionAt,
  sentAt,
  type CaseData,
  type CaseSession,
} from './market-story.ts';
import { dealers, type Line } from './dealers.ts';
import { bodyOf, isClosing, type OrderCase } from './order-cases.ts';

/** A venue that does all there is, or one that knows market and limit orders alone: the rest is done with us. */
export type CaseVenue = 'whole' | 'plain';

/** Where cases are run. */
export type CaseWorld = {
  readonly data: CaseData;
  readonly session: CaseSession;
  readonly venue: CaseVenue;
};

/** What becomes of each case's order, in the order of the cases: a code that refuses it, or what it does. */
export function runCases(
  cases: readonly OrderCase[],
  { data, session, venue }: CaseWorld,
): readonly string[] {
  const closing = cases.filter(isClosing);
  const opened = closing.map((one, place) => aSale(one, place));
  const orders = cases.map((one, place) => anOrder(one, closing.length + place, sentAt[session]));
  const lines = [...marketLines(data, session), ...opened, ...orders.map(({ line }) => line)];
  const text = [
    setupOf(data, venue),
    ...lines.toSorted(byTime).map(toText),
    JSON.stringify({ end: {} }),
  ];
  const told = toldOf(writeScenario(text.join('\n'), `${data}, ${session}`));
  return orders.map(({ id }) => outcomeOf(told.get(id) ?? []));
}

/** Something that happened to an order, and whether that was as it was sent. */
type Told = { readonly body: Readonly<Record<string, unknown>>; readonly isAtOnce: boolean };

function setupOf(data: CaseData, venue: CaseVenue): string {
  const setup = {
    title: 'A case of the matrix of orders',
    instruments: [{ id: 'SBIN.NSE', calendar: 'NSE' }],
    accounts: ['A1', ...(data === 'orders' ? dealers : [])].map((id) => ({
      id,
      balance: '100000000.00 INR',
      kind: 'margin',
      product: 'margin',
      leverage: { margin: '5' },
    })),
    venue: data === 'orders' ? { exchange: { instruments: ['SBIN.NSE'] } } : {},
    // Bars are the sign of a session: a run on bars leaves the hours to the venue.
    limits: {
      ...(data === 'bars' ? { outsideSession: 'allow' } : {}),
      ...(venue === 'plain' ? emulated : {}),
    },
  };
  return JSON.stringify({ setup });
}

const plainRule = { tifs: ['DAY', 'GTC', 'IOC', 'FOK'], flags: [], triggers: [] };
const emulated = { unsupported: 'emulate', matrix: { market: plainRule, limit: plainRule } };

/** What has to close needs a position, each its own: every case has a book of its own. */
function aSale(one: OrderCase, place: number): Line {
  const sale = { terms: { type: 'market' }, side: 'sell', tif: 'GTC' };
  return { at: positionAt, in: 'command', body: { ...common(idOf(place), bookOf(one)), ...sale } };
}

function anOrder(
  one: OrderCase,
  place: number,
  at: string,
): { readonly id: string; readonly line: Line } {
  const id = idOf(place);
  const body = { ...common(id, bookOf(one)), side: 'buy', ...bodyOf(one) };
  return { id, line: { at, in: 'command', body } };
}

function common(id: string, book: string): Readonly<Record<string, unknown>> {
  return {
    type: 'submit',
    id,
    account: 'A1',
    book,
    instrument: 'SBIN.NSE',
    product: 'margin',
    qty: '10',
  };
}

function idOf(place: number): string {
  return `00000MAN${String(place + 1).padStart(6, '0')}`;
}

function bookOf({ type, tif, flag }: OrderCase): string {
  return `${type}-${tif}-${flag}`;
}

function byTime(one: Line, other: Line): number {
  return one.at < other.at ? -1 : Number(one.at > other.at);
}

function toText(line: Line): string {
  return JSON.stringify(line);
}

function toldOf(text: string): ReadonlyMap<string, readonly Told[]> {
  const told = new Map<string, Told[]>();
  const sent = new Map<string, string>();
  let now = '';
  for (const line of text.trim().split('\n')) {
    const { at = '', in: kind, expect: said, body = {} } = parseLine(line);
    if (kind !== undefined) now = at;
    if (kind === 'command') sent.set(String(body['id']), at);
    if (said !== 'order' && said !== 'execution') continue;
    // What becomes of a part becomes of the order that it is one of.
    const order = String(body['order'] ?? body['execution']).slice(0, ID_LENGTH);
    const known = told.get(order) ?? [];
    known.push({ body, isAtOnce: sent.get(order) === now });
    told.set(order, known);
  }
  return told;
}

const ID_LENGTH = idOf(0).length;

/** A line of a scenario that was written; a setup and an end have nothing of this. */
type Written = {
  readonly at?: string;
  readonly in?: string;
  readonly expect?: string;
  readonly body?: Readonly<Record<string, unknown>>;
};

function parseLine(line: string): Written {
  return JSON.parse(line) as Written;
}

/** How what goes out part by part ends, where no code says it. */
const ends: Readonly<Record<string, string>> = { filled: 'done', expired: 'ends' };

const words: Readonly<Record<string, (body: Told['body']) => string>> = {
  denied: ({ code }) => String(code),
  rejected: ({ reason }) => codeOf(reason),
  canceled: ({ reason }) =>
    typeof reason === 'string' ? `canceled: ${codeOf(reason)}` : 'canceled',
  triggered: () => 'fires',
  released: () => 'goes',
  expired: () => 'ends',
  sliced: () => 'parts',
  ended: ({ outcome, reason }) => ends[String(outcome)] ?? codeOf(reason),
  filled: ({ liquidity }) => (liquidity === 'maker' ? 'makes' : 'takes'),
};

function outcomeOf(told: readonly Told[]): string {
  const done = told.flatMap(({ body, isAtOnce }) => {
    const word = words[String(body['type'])];
    return word === undefined ? [] : [{ word: word(body), isAtOnce }];
  });
  const [first] = done;
  const said = done.map(({ word }) => word);
  const once = said.filter((word, n) => word !== said[n - 1]);
  return (first?.isAtOnce === true ? once : ['waits', ...once]).join(', ');
}

function codeOf(reason: unknown): string {
  return String(reason).split(':')[0] ?? '';
}
