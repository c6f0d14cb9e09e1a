import {
  MICROS_PER_DAY,
  toAccountId,
  toInstrumentId,
  toQuantity,
  toTimestamp,
  type Result,
} from 'argosy/core';
import { toBarSpecText, type Bar, type BarSpecText } from 'argosy/domain';
import type { HistoryPart, HistoryRange, MarginLeg, MarginPart, Page } from '@argosy/bridge';
import { describe, expect, test } from 'vitest';

import { BrokerSeat, HUGE, patient, type OpenBroker } from './broker-seat.ts';

/** What a broker's adapter answers about the past, its list, and margin; parts that are not there are passed over. */
export function describeAnswers(open: OpenBroker): void {
  const { adapter } = open();
  if (adapter.history !== null) describeHistory(open);
  if (adapter.instruments !== null) describeInstruments(open);
  if (adapter.margin !== null) describeMargin(open);
}

function describeHistory(open: OpenBroker): void {
  describeItsHistory(open);
  describeTheBoundsOfItsHistory(open);
}

function describeInstruments(open: OpenBroker): void {
  test('its list is a file that names what it trades', async () => {
    const seat = await BrokerSeat.at(open());
    const loaded = seat.adapter.instruments?.load(patient);
    if (loaded === undefined) throw new Error('it lists nothing');
    const listing = await seat.answer(loaded);
    if (!listing.ok) throw new Error(listing.refusal.reason);
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of listing.value.pieces) text += decoder.decode(piece, { stream: true });
    const [symbol = ''] = seat.instrument.id.split('.');
    expect(listing.value.source).toBe(seat.adapter.capabilities.instruments?.source);
    expect(text).toContain(symbol);
  });
}

function describeMargin(open: OpenBroker): void {
  describeItsMargin(open);
}

const account = toAccountId('MAIN');

async function historian(
  open: OpenBroker,
): Promise<{ seat: BrokerSeat; history: HistoryPart; spec: BarSpecText }> {
  const seat = await BrokerSeat.at(open());
  const { history, capabilities } = seat.adapter;
  const [tail] = capabilities.history?.bars ?? [];
  if (history === null || tail === undefined) throw new Error('it keeps no history');
  return { seat, history, spec: toBarSpecText(`${seat.instrument.id}-${tail}`) };
}

function lastDay(seat: BrokerSeat): HistoryRange {
  const now = seat.broker.now();
  return { from: toTimestamp(now - MICROS_PER_DAY), until: now, cursor: null, limit: 500 };
}

async function allBars(
  seat: BrokerSeat,
  history: HistoryPart,
  spec: BarSpecText,
  limit = 2000,
): Promise<readonly Bar[]> {
  const found: Bar[] = [];
  const range = lastDay(seat);
  for (let cursor: string | null = null, page = 0; page < 100; page += 1) {
    await seat.broker.pass(200);
    const asked: HistoryRange = { ...range, cursor, limit };
    const answer: Result<Page<Bar>> = await seat.answer(history.bars(spec, asked, patient));
    if (!answer.ok) throw new Error(answer.refusal.reason);
    found.push(...answer.value.rows);
    if (answer.value.next === null) return found;
    cursor = answer.value.next;
  }
  throw new Error('there is no end of pages');
}

async function asker(
  open: OpenBroker,
): Promise<{ seat: BrokerSeat; margin: MarginPart; leg: MarginLeg }> {
  const seat = await BrokerSeat.at(open());
  await seat.touch();
  const { margin } = seat.adapter;
  if (margin === null) throw new Error('it estimates nothing');
  const leg = {
    instrument: seat.instrument.id,
    product: 'delivery',
    side: 'buy',
    qty: seat.instrument.lot,
    terms: { type: 'market' },
  } as const;
  return { seat, margin, leg };
}

function describeItsHistory(open: OpenBroker): void {
  describe('its history', () => {
    test('has bars oldest first, each over by now', async () => {
      const { seat, history, spec } = await historian(open);
      const bars = await allBars(seat, history, spec);
      expect(bars.length).toBeGreaterThan(10);
      const opens = bars.map(({ opensAt }) => opensAt);
      expect(opens).toEqual([...new Set(opens)].toSorted((one, other) => one - other));
      expect(Math.max(...bars.map(({ closesAt }) => closesAt))).toBeLessThanOrEqual(
        seat.broker.now(),
      );
    });

    test('has bars whose high and low bound the rest', async () => {
      const { seat, history, spec } = await historian(open);
      for (const { open: first, high, low, close } of await allBars(seat, history, spec)) {
        expect([low <= first, low <= close, high >= first, high >= close]).not.toContain(false);
      }
    });

    test('goes on page by page, without a gap or a double', async () => {
      const { seat, history, spec } = await historian(open);
      const whole = await allBars(seat, history, spec);
      expect(await allBars(seat, history, spec, 250)).toEqual(whole);
    });

    test('keeps to the range', async () => {
      const { seat, history, spec } = await historian(open);
      const [first, , third] = await allBars(seat, history, spec);
      if (first === undefined || third === undefined) throw new Error('there are bars');
      const range = { from: first.opensAt, until: third.opensAt, cursor: null, limit: 100 };
      const answer = await seat.answer(history.bars(spec, range, patient));
      expect(answer.ok ? answer.value.rows.length : answer).toBe(2);
    });

    test('refuses what nobody lists', async () => {
      const { seat, history } = await historian(open);
      const spec = toBarSpecText('NOBODY.NOWHERE-1-MINUTE-LAST-EXTERNAL');
      const answer = await seat.answer(history.bars(spec, lastDay(seat), patient));
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'UNKNOWN_INSTRUMENT' } });
    });

    test('refuses bars that are not declared', async () => {
      const { seat, history } = await historian(open);
      const spec = toBarSpecText(`${seat.instrument.id}-7-MINUTE-LAST-EXTERNAL`);
      const answer = await seat.answer(history.bars(spec, lastDay(seat), patient));
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'UNSUPPORTED' } });
    });
  });
}

function describeTheBoundsOfItsHistory(open: OpenBroker): void {
  describe('its history', () => {
    test('refuses a range that is too long, or runs backward', async () => {
      const { seat, history, spec } = await historian(open);
      const { until } = lastDay(seat);
      const days = (seat.adapter.capabilities.history?.rangeDaysMax ?? 0) + 1;
      const long = {
        from: toTimestamp(until - days * MICROS_PER_DAY),
        until,
        cursor: null,
        limit: 10,
      };
      const backward = { from: until, until: toTimestamp(until - 1), cursor: null, limit: 10 };
      for (const range of [long, backward]) {
        const answer = await seat.answer(history.bars(spec, range, patient));
        expect(answer).toMatchObject({ ok: false, refusal: { code: 'BAD_REQUEST' } });
      }
    });

    test('says so where it is asked more often than it allows', async () => {
      const { seat, history, spec } = await historian(open);
      const limit = seat.adapter.capabilities.history?.limits.perSecond ?? null;
      if (limit === null) return;
      const now = lastDay(seat);
      const asked = Array.from({ length: limit + 1 }, () => history.bars(spec, now, patient));
      const answers = await seat.answer(Promise.all(asked));
      const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]));
      expect(refused).toEqual(['RATE_LIMITED']);
    });

    test('has trades exactly where that is declared', async () => {
      const { seat, history } = await historian(open);
      const answer = await seat.answer(history.trades(seat.instrument.id, lastDay(seat), patient));
      expect(answer.ok).toBe(seat.adapter.capabilities.history?.hasTrades);
    });
  });
}

function describeItsMargin(open: OpenBroker): void {
  describe('its margin', () => {
    test('of an order is above zero and no more than its value', async () => {
      const { seat, margin, leg } = await asker(open);
      const answer = await seat.answer(margin.estimate(account, [leg], patient));
      if (!answer.ok) throw new Error(answer.refusal.reason);
      const { ask } = await seat.touch();
      const value = BigInt(ask * leg.qty * 2);
      expect(answer.value.required.amount).toBeGreaterThan(0n);
      expect(answer.value.required.amount).toBeLessThanOrEqual(value);
    });

    test('of a basket is no more than that of its legs together', async () => {
      const { seat, margin, leg } = await asker(open);
      const legs = [leg, { ...leg, instrument: seat.other.id, side: 'sell' } as const];
      await seat.subscribe(seat.other.id);
      const answer = await seat.answer(margin.estimate(account, legs, patient));
      if (!answer.ok) throw new Error(answer.refusal.reason);
      const sum = answer.value.legs.reduce((total, { amount }) => total + amount, 0n);
      expect(answer.value.legs).toHaveLength(2);
      expect(answer.value.required.amount).toBeLessThanOrEqual(sum);
    });

    test('grows with the quantity', async () => {
      const { seat, margin, leg } = await asker(open);
      const of = async (qty: number): Promise<bigint> => {
        const legs = [{ ...leg, qty: toQuantity(qty) }];
        const answer = await seat.answer(margin.estimate(account, legs, patient));
        return answer.ok ? answer.value.required.amount : 0n;
      };
      expect(await of(HUGE)).toBeGreaterThan(await of(leg.qty));
    });

    test('of what nobody lists is refused', async () => {
      const { seat, margin, leg } = await asker(open);
      const legs = [{ ...leg, instrument: toInstrumentId('NOBODY.NOWHERE') }];
      const answer = await seat.answer(margin.estimate(account, legs, patient));
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'UNKNOWN_INSTRUMENT' } });
    });

    test('of more legs than are declared, or of none, is refused', async () => {
      const { seat, margin, leg } = await asker(open);
      const most = seat.adapter.capabilities.margin?.legsMax ?? 0;
      for (const count of [most + 1, 0]) {
        const legs = Array.from({ length: count }, () => leg);
        const answer = await seat.answer(margin.estimate(account, legs, patient));
        expect(answer).toMatchObject({ ok: false, refusal: { code: 'BAD_REQUEST' } });
      }
    });
  });
}
