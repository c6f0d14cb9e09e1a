import type { InstrumentIndex } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import { SessionGate } from 'argosy/matching';

import type { TradingParts } from '../trading-parts.ts';
import { hasQuotes, ofTrade, unsaid, type PriceMoment } from './price-moment.ts';

/** Whether an instrument trades at this instant: its prices are some that one can get. */
export function isTrading(
  { config, touches, emitter }: TradingParts,
  instrument: InstrumentIndex,
): boolean {
  const status = touches.status(instrument);
  if (status === 'halted') return false;
  if (config.limits.outsideSession === 'allow') return true;
  if (status !== null && status !== 'open') return false;
  return (
    config.calendars.get(config.instruments.at(instrument).calendar)?.isOpen(emitter.now) ?? false
  );
}

/** Whether market data tell a price of this session, and not one from before a break in the line. */
export function isPriceOfNow(
  parts: TradingParts,
  instrument: InstrumentIndex,
  { kind, eventAt }: MarketData,
): boolean {
  return kind === 'bar' || eventAt >= freshSince(parts, instrument);
}

/** The first instant of which a price may fire something: of this session, and no older than is asked. */
function freshSince(
  { config, touches, emitter }: TradingParts,
  instrument: InstrumentIndex,
): number {
  const { now } = emitter;
  const clock = config.calendars.get(config.instruments.at(instrument).calendar);
  const isBound = clock !== undefined && config.limits.outsideSession === 'refuse';
  return Math.max(
    isBound ? new SessionGate(clock).pricedSince(now) : Number.NEGATIVE_INFINITY,
    touches.openSince(instrument),
    now - (config.staleAfter ?? Number.POSITIVE_INFINITY),
  );
}

/** The prices that orders trade at now, as far as they are fresh: none of an earlier session, or of before a halt. */
export function knownMoment(parts: TradingParts, instrument: InstrumentIndex): PriceMoment {
  const { touches } = parts;
  const since = freshSince(parts, instrument);
  const { bid, ask } = touches.prices(instrument);
  const { price, at } = touches.lastTrade(instrument);
  if (!hasQuotes(touches, instrument)) return at >= since ? ofTrade(price, false) : unsaid;
  return touches.quotedAt(instrument) >= since ? { ...unsaid, bid, ask } : unsaid;
}
