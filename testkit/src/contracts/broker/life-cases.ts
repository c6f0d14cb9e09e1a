import { describe, expect, test } from 'vitest';

import { BrokerSeat, patient, type OpenBroker } from './broker-seat.ts';

/** How a broker's adapter begins and ends. */
export function describeLife(open: OpenBroker): void {
  describeItsLife(open);
  describeItsPartsAndNextLife(open);
  describeALineThatIsLost(open);
}

function describeItsLife(open: OpenBroker): void {
  describe('its life', () => {
    test('is stopped before anybody starts it', () => {
      expect(open().adapter.connection.state).toBe('stopped');
    });

    test('goes from connecting to connected', async () => {
      const seat = await BrokerSeat.at(open());
      expect(seat.connections.map(({ state }) => state)).toEqual(['connecting', 'connected']);
      expect(seat.adapter.connection.state).toBe('connected');
    });

    test('is answered with the state it has come to', async () => {
      const seat = new BrokerSeat(open());
      const started = await seat.answer(seat.adapter.start(seat.listener, patient));
      expect(started).toMatchObject({ ok: true, value: { state: 'connected' } });
    });

    test('starts once where it is started twice, and hears its first listener only', async () => {
      const seat = await BrokerSeat.at(open());
      const second = new BrokerSeat(seat.broker);
      await second.start();
      expect(second.connections).toEqual([]);
      expect(seat.connections).toHaveLength(2);
    });

    test('does not begin where the start was aborted', async () => {
      const seat = new BrokerSeat(open());
      const call = { ...patient, signal: AbortSignal.abort() };
      const started = await seat.answer(seat.adapter.start(seat.listener, call));
      expect(started).toMatchObject({ ok: false, refusal: { code: 'ABORTED' } });
      expect(seat.adapter.connection.state).toBe('stopped');
    });

    test('ends with stopped, said once', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.adapter.stop();
      expect(seat.connections.map(({ state }) => state).slice(2)).toEqual(['stopped']);
    });

    test('is silent once it has stopped', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      await seat.adapter.stop();
      const heard = seat.rows.length + seat.reports.length + seat.connections.length;
      await seat.broker.pass(3000);
      expect(seat.rows.length + seat.reports.length + seat.connections.length).toBe(heard);
    });

    test('may be stopped twice', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.adapter.stop();
      await seat.adapter.stop();
      expect(seat.adapter.connection.state).toBe('stopped');
    });

    test('may be stopped before it was started', async () => {
      const { adapter } = open();
      await adapter.stop();
      expect(adapter.connection.state).toBe('stopped');
    });
  });
}

function describeItsPartsAndNextLife(open: OpenBroker): void {
  describe('its life', () => {
    test('may begin again after its end', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.adapter.stop();
      await seat.start();
      expect(seat.adapter.connection.state).toBe('connected');
      expect((await seat.touch()).bid).toBeGreaterThan(0);
    });

    test('has a part exactly where its capabilities say so', () => {
      const { adapter } = open();
      const { capabilities, ...parts } = adapter;
      for (const name of ['marketData', 'execution', 'accounts', 'history', 'margin'] as const) {
        expect([name, parts[name] !== null]).toEqual([name, capabilities[name] !== null]);
      }
      expect(adapter.session !== null).toBe(capabilities.session);
      expect(adapter.instruments !== null).toBe(capabilities.instruments !== null);
    });
  });
}

function describeALineThatIsLost(open: OpenBroker): void {
  describe('a line that is lost', () => {
    test('is said to be reconnecting, with a reason, at once', async () => {
      const seat = await BrokerSeat.at(open());
      seat.broker.lose();
      await seat.until('reconnecting', () => seat.adapter.connection.state === 'reconnecting');
      expect(seat.adapter.connection.reason).not.toBeNull();
    });

    test('is said to be connected when it is back', async () => {
      const seat = await BrokerSeat.at(open());
      seat.broker.lose();
      await seat.until('reconnecting', () => seat.adapter.connection.state === 'reconnecting');
      seat.broker.regain();
      await seat.until('connected', () => seat.adapter.connection.state === 'connected');
      const states = seat.connections.map(({ state }) => state);
      expect(states).toEqual(['connecting', 'connected', 'reconnecting', 'connected']);
    });

    test('may be stopped while it is lost', async () => {
      const seat = await BrokerSeat.at(open());
      seat.broker.lose();
      await seat.adapter.stop();
      expect(seat.adapter.connection.state).toBe('stopped');
    });
  });
}
