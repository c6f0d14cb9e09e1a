import { ledgerScales, SessionClock, type CalendarId, type Timestamp } from 'argosy/core';
import { InstrumentTable, type Instrument } from 'argosy/domain';
import { MarketCache } from '@argosy/bridge';
import { InProcessSearch } from '@argosy/catalog/search';
import type { DeskFace } from '@argosy/desk';
import type {
  BacktestsFace,
  DataFace,
  FleetFace,
  HistoryFace,
  JobsFace,
  Platform,
  Projections,
  Records,
  ReplayFace,
  SpareAudit,
  SystemFace,
} from '@argosy/gateway';
import { HealthBook, type Logger, type Metrics } from '@argosy/telemetry';

import { CallLine } from '../calls/call-line.ts';
import { wallNow } from '../node-log.ts';
import type { EdgeStart } from '../threads/thread-messages.ts';
import type { ThreadClock } from '../threads/thread-clock.ts';
import { searchSourceOf } from './instrument-rows.ts';

/** The platform as the network's thread sees it, and the ways that it reaches it by. */
export type EdgePlatform = {
  readonly platform: Platform;
  readonly spareAudit: SpareAudit;
  readonly lines: readonly CallLine[];
  /** Takes in what is listed from now on: it is found, and what has ended is not any more. */
  readonly list: (instruments: readonly Instrument[]) => void;
};

/** Joins what other threads do with what is kept here. */
export function edgePlatform(
  start: EdgeStart,
  clock: ThreadClock,
  { log, metrics }: { readonly log: Logger; readonly metrics: Metrics },
): EdgePlatform {
  const [core, work] = [new CallLine(start.core), new CallLine(start.work)];
  const { room } = start;
  const instruments = new InstrumentTable(start.instruments, { room, isOrdered: true });
  const search = new InProcessSearch(searchSourceOf(instruments.byId, clock.now()));
  const list = (more: readonly Instrument[]): void => {
    instruments.list(more);
    search.replace(searchSourceOf(instruments.byId, clock.now()));
  };
  const calendars = new Map<CalendarId, SessionClock>(
    start.calendars.map((calendar) => [calendar.id, new SessionClock(calendar)]),
  );
  const isOpen = (index: Parameters<InstrumentTable['at']>[0], at: Timestamp): boolean =>
    calendars.get(instruments.at(index).calendar)?.isOpen(at) ?? false;
  const market = new MarketCache({
    instruments: room,
    hours: { isOpen },
    freshFor: start.node.cache.freshFor,
    instrumentsMax: start.node.cache.instruments,
    metrics,
  });
  const platform: Platform = {
    desk: core.face<DeskFace>('desk'),
    fleet: core.face<FleetFace>('fleet'),
    history: core.face<HistoryFace>('history'),
    system: systemOf(core.face<RemoteSystem>('system'), clock),
    records: work.face<Records>('records'),
    projections: work.face<Projections>('projections'),
    jobs: core.face<JobsFace>('jobs'),
    backtests: work.face<BacktestsFace>('backtests'),
    data: work.face<DataFace>('data'),
    replay: core.face<ReplayFace>('replay'),
    market,
    instruments,
    search,
    calendars,
    scales: ledgerScales({}),
    metrics,
    health: new HealthBook(wallNow),
    log,
  };
  return { platform, spareAudit: work.face<SpareAudit>('spareAudit'), lines: [core, work], list };
}

/** What of the system's face another thread knows. */
export type RemoteSystem = Omit<SystemFace, 'now'>;

/** Only the time is known here; each other question goes the long way. */
function systemOf(remote: RemoteSystem, clock: ThreadClock): SystemFace {
  return {
    now: () => clock.now(),
    pipeline: () => remote.pipeline(),
    accounts: () => remote.accounts(),
    figures: () => remote.figures(),
    parts: () => remote.parts(),
  };
}
