import { join } from 'node:path';

import { formatTimestamp } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import type { ReplaySource } from '@argosy/bridge';
import { indianCharges, machineClock, replayBroker, type ReplayBroker } from '@argosy/sim';
import type { Listed } from 'argosy/backtest';
import type { PartHealth } from '@argosy/telemetry';

import type { MarketConfig } from '../config/index.ts';
import { serverError } from '../errors.ts';
import { calendarsOf, listedIn } from './listed-file.ts';
import { keepListings, LISTINGS_FILE, listingsOf } from './listings.ts';
import { lastInstant, liveTime, patienceBesideIt } from './market-time.ts';
import { firstCalendar, type MarketOptions, type NodeMarket } from './node-market.ts';
import {
  firstInstant,
  historyRows,
  recordingName,
  tapedInstruments,
  tapePlace,
  tapeSource,
} from './recording.ts';

/** Rounds with the broker are as patient as at this speed at least: somebody may make it as fast later. */
const PATIENT_SPEED = 10;

/**
 * A recorded market, traded on paper. It lives in the time of the recording, at the speed that is told, and goes on from
 * where the journal ends.
 */
export async function replayCore({ node, log }: MarketOptions): Promise<NodeMarket> {
  const { data, market, paper } = node;
  const { replay } = market;
  const given = listedFor(market);
  const known = lastInstant(join(data, 'journal'));
  const ofRecording = new InstrumentTable(given.instruments);
  const source = await sourceOf(market, ofRecording, known);
  const from = known ?? firstInstant(source, replay.from);
  const file = join(data, LISTINGS_FILE);
  const listed = listingsOf(file, given.instruments, from);
  const calendars = calendarsOf(listed, given.calendars);
  const fees = indianCharges(paper.charges, exchangeOf(given));
  const broker = replayBroker({
    source,
    from,
    speed: replay.speed,
    clock: machineClock(),
    instruments: listed,
    calendars,
    models: { fees },
  });
  const { adapter, clock } = broker;
  log.info('replays', { recording: recordingName(replay), from, speed: replay.speed });
  return {
    clock,
    calendar: firstCalendar(calendars),
    keep: () => keepListings(file, listed),
    relist: null,
    replay: broker.control,
    market: {
      adapter,
      paper: adapter,
      fed: null,
      begin: broker.begin,
      parts: [{ name: 'recording', check: () => healthOf(broker) }],
      instruments: new InstrumentTable(listed),
      calendars,
      fees,
      policy: patienceBesideIt(Math.max(PATIENT_SPEED, replay.speed)),
      time: liveTime(clock),
    },
  };
}

/** What is listed: by the file that is told, else as the node had it whose tape it is. */
function listedFor({ instruments, replay: { tape } }: MarketConfig): Listed {
  if (instruments !== null) return listedIn(instruments);
  const taped = tape === null ? null : tapedInstruments(tapePlace(tape));
  if (taped !== null) return { instruments: taped, calendars: [] };
  const detail = `${tape ?? ''}: nothing beside it says which instruments it has; market.instruments does`;
  throw serverError('START_FAILED', detail);
}

function sourceOf(
  { replay: { tape, history, from } }: MarketConfig,
  instruments: InstrumentTable,
  known: Parameters<typeof historyRows>[2],
): ReplaySource | Promise<ReplaySource> {
  if (tape !== null) return tapeSource(tapePlace(tape), instruments);
  if (history !== null) return historyRows(history, instruments, known ?? from);
  throw serverError('START_FAILED', 'a replay of nothing');
}

/** Where the first of them is listed: an exchange of one's own, such as the demo's, is charged as NSE is. */
function exchangeOf({ instruments }: Listed): string | null {
  return instruments[0]?.exchange ?? null;
}

function healthOf({ control }: ReplayBroker): PartHealth {
  const { state, at } = control.status();
  if (state === 'playing') return { state: 'up', reason: null };
  if (state === 'paused') {
    return { state: 'up', reason: `it is paused at ${formatTimestamp(at)}` };
  }
  return { state: 'degraded', reason: 'the recording has come to its end' };
}
