import { toAccountId, toBookId, toInstrumentId, toOrderId, toPositionId } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import {
  LIST_MAX,
  checkList,
  isSibling,
  isSizedByList,
  linkOco,
  linkOto,
  linkOuo,
  siblingGroupOf,
} from './order-list.ts';

const request = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: toOrderId(`0000TEST${String(n).padStart(6, '0')}`), ...changes });
const [entry, target, stop] = [request(1), request(2), request(3)];
const linksOf = (list: readonly OrderRequest[]): readonly string[] =>
  list.map(({ link }) => {
    const name = (id: string | null | undefined): string => id?.at(-1) ?? '-';
    return `${name(link?.list)} ${name(link?.parent)} ${link?.release} ${link?.contingency}`;
  });

/** As a desk makes it in a hedging book: it opens a position named after itself. */
const opening = (one: OrderRequest): OrderRequest => ({ ...one, position: toPositionId(one.id) });
const positionsOf = (list: readonly OrderRequest[]): readonly (string | undefined)[] =>
  list.map(({ position }) => position?.at(-1));

describe('linking', () => {
  test('names a list after its first order', () => {
    expect(linksOf(linkOco([entry, target]))).toEqual(['1 - whenDone OCO', '1 - whenDone OCO']);
  });

  test('puts siblings under a parent', () => {
    expect(linksOf(linkOto(entry, linkOuo([target, stop]), 'eachFill'))).toEqual([
      '1 - whenDone null',
      '1 1 eachFill OUO',
      '1 1 eachFill OUO',
    ]);
  });

  test('keeps the children of a child its own', () => {
    expect(linksOf(linkOto(entry, linkOto(target, [stop], 'eachFill')))).toEqual([
      '1 - whenDone null',
      '1 1 whenDone null',
      '1 2 eachFill null',
    ]);
  });

  test('of two brackets by OCO ties their entries and leaves their exits', () => {
    const others = linkOto(request(4), [request(5)]);
    expect(linksOf(linkOco([...linkOto(entry, [target]), ...others]))).toEqual([
      '1 - whenDone OCO',
      '1 1 whenDone null',
      '1 - whenDone OCO',
      '1 4 whenDone null',
    ]);
  });

  test('by OUO gives orders that would open positions of their own one position', () => {
    const own = [target, stop].map(opening);
    expect(positionsOf(linkOuo(own))).toEqual(['2', '2']);
    const named = { ...target, position: toPositionId(entry.id) };
    expect(positionsOf(linkOuo([named, opening(stop)]))).toEqual(['1', '1']);
    expect(positionsOf(linkOuo([opening(stop), named]))).toEqual(['1', '1']);
  });

  test('by OUO leaves a position to an order for something else', () => {
    const other = { ...opening(stop), instrument: toInstrumentId('TCS.NSE') };
    expect(positionsOf(linkOuo([opening(target), other]))).toEqual(['2', '3']);
  });

  test('puts exits on the position that their parent opens, and what follows on theirs', () => {
    const exits = [target, stop].map((one) => opening({ ...one, side: 'sell' }));
    const list = linkOto(opening(entry), linkOuo(exits), 'eachFill');
    expect(positionsOf(list)).toEqual(['1', '1', '1']);
    expect(checkList(list).ok).toBe(true);
  });

  test('leaves an own position to a child that trades the same way, or names one', () => {
    const named = { ...target, side: 'sell' as const, position: toPositionId('OTHER') };
    expect(positionsOf(linkOto(opening(entry), [opening(stop), named]))).toEqual(['1', '3', 'R']);
  });

  test('gives no position where books are netting', () => {
    expect(linkOto(entry, linkOuo([target, stop])).map(({ position }) => position)).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('changes no request that it is given', () => {
    linkOto(entry, [target]);
    expect([entry.link, target.link]).toEqual([null, null]);
  });
});

describe('the siblings', () => {
  const [, first, second] = linkOto(entry, linkOuo([target, stop]));

  test('of one parent are one group', () => {
    expect(first && siblingGroupOf(first)).toBe(second && siblingGroupOf(second));
  });

  test('are none where nothing ties them', () => {
    expect(siblingGroupOf(entry)).toBeNull();
  });

  test.each([
    ['an order on its own', entry, false],
    ['one of an OCO pair', linkOco([entry, target])[0], false],
    ['one of an OUO pair', linkOuo([entry, target])[0], true],
    ['a child', linkOto(entry, [target])[1], true],
  ])('%s is sized by its list or not', (_, one, expected) => {
    expect(one && isSizedByList(one)).toBe(expected);
  });
});

describe('two orders stand for each other', () => {
  const [, first, second] = linkOto(entry, linkOuo([target, stop]), 'eachFill');
  const changed = (changes: Partial<OrderRequest>) => second && { ...second, ...changes };
  const link = second?.link ?? null;

  test.each<[string, OrderRequest | undefined, boolean]>([
    ['as siblings of one parent', second, true],
    ['not of two owners', changed({ account: toAccountId('OTHER') }), false],
    ['not in two books', changed({ book: toBookId('OTHER') }), false],
    ['not when nothing ties one of them', changed({ link: null }), false],
    ['not of two parents', changed({ link: link && { ...link, parent: target.id } }), false],
    [
      'not when they go out apart',
      changed({ link: link && { ...link, release: 'whenDone' } }),
      false,
    ],
    [
      'not when they are tied otherwise',
      changed({ link: link && { ...link, contingency: 'OCO' } }),
      false,
    ],
    ['not when they trade two ways', changed({ side: 'sell' }), false],
    ['not in two products', changed({ product: 'intraday' }), false],
  ])('%s', (_, other, expected) => {
    expect(first && other && isSibling(first, other)).toBe(expected);
  });

  test('never where nothing ties either', () => {
    expect(isSibling(entry, entry)).toBe(false);
  });
});

describe('a list', () => {
  const reasonOf = (list: readonly OrderRequest[]): string => {
    const checked = checkList(list);
    return checked.ok ? 'fine' : checked.refusal.reason;
  };
  const many = Array.from({ length: LIST_MAX + 1 }, (_, n) => request(n));

  test('of linked orders is fine', () => {
    expect(reasonOf(linkOto(entry, linkOuo([target, stop])))).toBe('fine');
  });

  test.each([
    ['too short', [entry], '1 orders, from 2 to 20 make a list'],
    ['too long', linkOco(many), '21 orders'],
    ['unlinked', [entry, target], 'belongs to no list'],
    ['with an order twice', linkOco([entry, entry]), 'is there twice'],
    [
      'of two accounts',
      linkOco([entry, request(2, { account: toAccountId('OTHER') })]),
      'has another owner',
    ],
    ['with a child before its parent', linkOto(entry, [target]).toReversed(), 'belongs to'],
    [
      'with unlike OUO siblings',
      linkOuo([entry, request(2, { side: 'sell' })]),
      'does not do what its OUO sibling',
    ],
    [
      'with OUO siblings of two positions',
      linkOuo([entry, request(2, { position: toPositionId('P') })]).map((one, place) => {
        return place === 0 ? { ...one, position: null } : one;
      }),
      `trades position P, its OUO sibling ${entry.id} none: name one position for both`,
    ],
    [
      'with an OUO sibling of no position',
      linkOuo([request(1, { position: toPositionId('P') }), request(2)]).map((one, place) => {
        return place === 1 ? { ...one, position: null } : one;
      }),
      'trades position none, its OUO sibling',
    ],
  ])('%s is refused', (_, list, reason) => {
    expect(reasonOf(list)).toContain(reason);
  });

  test('as long as it may be is fine', () => {
    expect(reasonOf(linkOco(many.slice(1)))).toBe('fine');
  });
});
