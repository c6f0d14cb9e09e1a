import {
  ArgosyError,
  formatDay,
  formatTimestamp,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';
import type { InstrumentTable } from 'argosy/domain';
import type { MarketCache } from '@argosy/bridge';
import type { Calendar, Calendars, TradingState } from '@argosy/contract';

/** Where it is known what exchanges have said of single instruments. */
export type StatesKnown = {
  readonly instruments: InstrumentTable;
  readonly market: Pick<MarketCache, 'statusOf'>;
};

/** When markets trade, as it stands at an instant. */
export function calendarsShape(
  clocks: Iterable<SessionClock>,
  known: StatesKnown,
  now: Timestamp,
): Calendars {
  return { calendars: [...clocks].map((clock) => calendarShape(clock, known, now)) };
}

function calendarShape(clock: SessionClock, known: StatesKnown, now: Timestamp): Calendar {
  const phase = clock.phaseAt(now);
  return {
    id: clock.id,
    phase,
    isOpen: phase === 'open',
    state: stateOf(clock, known, now),
    nextOpen: edgeOf(() => clock.nextOpen(now)),
    nextClose: edgeOf(() => clock.nextClose(now)),
    tradingDay: formatDay(clock.tradingDay(now)),
  };
}

function stateOf(clock: SessionClock, known: StatesKnown, now: Timestamp): TradingState {
  const phase = clock.phaseAt(now);
  if (phase === 'open') return isHalted(clock, known) ? 'halted' : 'open';
  return phase === 'preOpen' || phase === 'matching' ? 'preOpen' : 'closed';
}

/** Whether of what trades by a calendar something is halted, and nothing is said to trade. */
function isHalted({ id }: SessionClock, { instruments, market }: StatesKnown): boolean {
  let halted = false;
  for (const { id: instrument, calendar } of instruments.all) {
    const index = calendar === id ? instruments.indexOf(instrument) : undefined;
    const state = index === undefined ? undefined : market.statusOf(index)?.state;
    if (state === 'open') return false;
    halted ||= state === 'halted';
  }
  return halted;
}

/** A market that never closes has no next edge within reach. */
function edgeOf(find: () => Timestamp): string | null {
  try {
    return formatTimestamp(find());
  } catch (error) {
    if (error instanceof ArgosyError && error.code === 'SESSION_NOT_FOUND') return null;
    throw error;
  }
}
