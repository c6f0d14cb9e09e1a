import { toInstrumentId } from 'argosy/core';
import type { Subscription } from '@argosy/bridge';
import { describe, expect, test } from 'vitest';

import { BrokerSeat, patient, type OpenBroker } from './broker-seat.ts';

const nowhere = toInstrumentId('NOBODY.NOWHERE');

/** How a broker's adapter tells of the market. */
export function describeMarketData(open: OpenBroker): void {
  describeItsMarketData(open);
  describeItsSubscriptions(open);
  describeTheTimesOfItsMarketData(open);
  describeItsMarketDataOnALineThatIsLost(open);
}

function askFor(
  seat: BrokerSeat,
  wanted: readonly Subscription[],
): ReturnType<NonNullable<BrokerSeat['adapter']['marketData']>['subscribe']> {
  const { marketData } = seat.adapter;
  if (marketData === null) throw new Error('it brings no market data');
  return marketData.subscribe(wanted, patient);
}

async function giveUp(seat: BrokerSeat): Promise<void> {
  const { marketData } = seat.adapter;
  if (marketData === null) throw new Error('it brings no market data');
  const given: Subscription[] = [{ kind: 'quote', instrument: seat.instrument.id }];
  await seat.answer(marketData.unsubscribe(given, patient));
}

function describeItsMarketData(open: OpenBroker): void {
  describe('its market data', () => {
    test('bring quotes of what was subscribed', async () => {
      const seat = await BrokerSeat.at(open());
      const { bid, ask } = await seat.touch();
      expect(bid).toBeLessThan(ask);
    });

    test('bring nothing else', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.subscribe(seat.instrument.id);
      await seat.broker.pass(3000);
      const heard = new Set(seat.rows.map(({ instrument }) => instrument));
      expect([...heard]).toEqual([seat.instrument.id]);
      const kinds = new Set(seat.rows.map(({ kind }) => kind));
      expect([...kinds].filter((kind) => kind !== 'quote' && kind !== 'status')).toEqual([]);
    });

    test('bring nothing before anybody has asked', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.broker.pass(1000);
      expect(seat.rows).toEqual([]);
    });

    test('tell a late subscriber at once where the market stands', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      await seat.subscribe(seat.other.id);
      await seat.broker.pass(10);
      expect(seat.quotesOf(seat.other.id).length).toBeGreaterThan(0);
    });

    test('take what is subscribed twice as once', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      await seat.subscribe(seat.instrument.id);
      expect(seat.adapter.marketData?.subscriptions).toHaveLength(1);
      await seat.broker.pass(2000);
      const told = seat.quotesOf(seat.instrument.id).map(({ eventAt }) => eventAt);
      expect(new Set(told).size).toBe(told.length);
    });

    test('refuse what nobody lists, and take the rest of the call', async () => {
      const seat = await BrokerSeat.at(open());
      const wanted: Subscription[] = [
        { kind: 'quote', instrument: nowhere },
        { kind: 'quote', instrument: seat.instrument.id },
      ];
      const answer = await seat.answer(askFor(seat, wanted));
      expect(answer).toMatchObject({
        ok: true,
        value: { refused: [{ asked: wanted[0], refusal: { code: 'UNKNOWN_INSTRUMENT' } }] },
      });
      expect(seat.adapter.marketData?.subscriptions).toEqual([wanted[1]]);
    });
  });
}

function describeItsSubscriptions(open: OpenBroker): void {
  describe('its market data', () => {
    test('refuse kinds that are not declared', async () => {
      const seat = await BrokerSeat.at(open());
      const declared = seat.adapter.capabilities.marketData?.kinds ?? [];
      const kinds = (['quote', 'trade', 'book', 'index'] as const).filter(
        (kind) => !declared.includes(kind),
      );
      const wanted = kinds.map((kind) => ({ kind, instrument: seat.instrument.id }));
      const answer = await seat.answer(askFor(seat, wanted));
      const codes = answer.ok ? answer.value.refused.map(({ refusal }) => refusal.code) : [];
      expect(codes).toEqual(kinds.map(() => 'UNSUPPORTED'));
    });

    test('refuse more than are allowed at a time, at the bound', async () => {
      const seat = await BrokerSeat.at(open({ subscriptionsMax: 1 }));
      await seat.subscribe(seat.instrument.id);
      const more: Subscription[] = [{ kind: 'quote', instrument: seat.other.id }];
      const answer = await seat.answer(askFor(seat, more));
      expect(answer).toMatchObject({
        ok: true,
        value: { refused: [{ refusal: { code: 'SUBSCRIPTIONS_FULL' } }] },
      });
    });

    test('have a place again for what is given up', async () => {
      const seat = await BrokerSeat.at(open({ subscriptionsMax: 1 }));
      await seat.subscribe(seat.instrument.id);
      await giveUp(seat);
      await seat.subscribe(seat.other.id);
      expect(seat.adapter.marketData?.subscriptions).toHaveLength(1);
    });

    test('are silent about what was given up', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      await giveUp(seat);
      await seat.broker.pass(10);
      const heard = seat.rows.length;
      await seat.broker.pass(3000);
      expect(seat.rows.length).toBe(heard);
    });

    test('pass over what is given up and was never asked for', async () => {
      const seat = await BrokerSeat.at(open());
      await giveUp(seat);
      expect(seat.adapter.marketData?.subscriptions).toEqual([]);
    });

    test('count up by instrument, without a gap where that is declared', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.subscribe(seat.instrument.id, seat.other.id);
      await seat.broker.pass(3000);
      const isDense = seat.adapter.capabilities.marketData?.sequence === 'dense';
      for (const { id } of [seat.instrument, seat.other]) {
        const of = seat.rows.filter(({ instrument }) => instrument === id);
        const steps = of.slice(1).map(({ sourceSequence }, place) => {
          return sourceSequence - (of[place]?.sourceSequence ?? 0);
        });
        expect(steps.every((step) => (isDense ? step === 1 : step > 0))).toBe(true);
      }
    });
  });
}

function describeTheTimesOfItsMarketData(open: OpenBroker): void {
  describe('its market data', () => {
    test('come in order of time, none from the future', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      await seat.broker.pass(3000);
      const live = seat.rows.slice(2).map(({ availableAt }) => availableAt);
      expect(live).toEqual(live.toSorted((one, other) => one - other));
      expect(Math.max(...live)).toBeLessThanOrEqual(seat.broker.now());
    });

    test('are not to be had while it is stopped', async () => {
      const seat = new BrokerSeat(open());
      const answer = await seat.answer(
        askFor(seat, [{ kind: 'quote', instrument: seat.instrument.id }]),
      );
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'STOPPED' } });
    });
  });
}

function describeItsMarketDataOnALineThatIsLost(open: OpenBroker): void {
  describe('its market data on a line that is lost', () => {
    test('stop', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      seat.broker.lose();
      await seat.until('reconnecting', () => seat.adapter.connection.state === 'reconnecting');
      const heard = seat.rows.length;
      await seat.broker.pass(3000);
      expect(seat.rows.length).toBe(heard);
    });

    test('come again by themselves, beginning with where the market stands', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      seat.broker.lose();
      await seat.broker.pass(3000);
      const before = seat.quotesOf(seat.instrument.id).length;
      seat.broker.regain();
      await seat.broker.pass(20);
      expect(seat.quotesOf(seat.instrument.id).length).toBeGreaterThan(before);
      expect(seat.adapter.marketData?.subscriptions).toHaveLength(1);
    });
  });
}
