import { toTimestamp, TRADING_ORIGIN, type InstrumentId, type Timestamp } from 'argosy/core';
import { toInputNumber, type Command, type InstrumentTable } from 'argosy/domain';
import type { TradingMachine } from 'argosy/trading';

/**
 * The commands that settle what is held of contracts that have ended, and cancel what still asks for them. What could
 * not be settled, for want of a price, is asked for again by the next look.
 */
export function expiriesDue(
  trading: Pick<TradingMachine, 'positions' | 'openOrders'>,
  instruments: InstrumentTable,
  now: Timestamp,
): readonly Command[] {
  const held = trading.positions().flatMap(({ key, qty }) => (qty === 0 ? [] : [key.instrument]));
  const asked = trading.openOrders().map(({ request }) => request.instrument);
  const ended = [...new Set([...held, ...asked])].filter((id) => hasEnded(instruments, id, now));
  return ended.sort().map((instrument): Command => ({
    kind: 'command',
    origin: TRADING_ORIGIN,
    strategy: null,
    readTo: toInputNumber(0),
    at: toTimestamp(now),
    body: { type: 'expire', instrument, price: null },
  }));
}

/** Whether a contract has come to its end. */
export function hasEnded(instruments: InstrumentTable, id: InstrumentId, now: Timestamp): boolean {
  const instrument = instruments.find(id);
  return instrument !== undefined && 'expiresAt' in instrument && instrument.expiresAt <= now;
}
