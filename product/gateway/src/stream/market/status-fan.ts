import {
  formatTimestamp,
  isInstrumentId,
  toInstrumentId,
  type InstrumentIndex,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';
import type { InstrumentStatus, InstrumentTable, MarketData } from 'argosy/domain';
import type { LiveTime, MarketCache } from '@argosy/bridge';
import type { InstrumentState } from '@argosy/contract';
import { channelName, type ChannelKind } from '@argosy/contract/stream';

import { calendarsShape } from '../../shape/calendar.ts';
import type { Channel, ChannelSource } from '../engine/channel-source.ts';
import type { FanOut } from '../engine/fan-out.ts';
import { LogChannel } from '../engine/log-channel.ts';
import { PolledRows } from '../node/polled-rows.ts';

/** What a fan of states needs. */
export type StatusFanOptions = {
  readonly fanOut: FanOut;
  readonly instruments: InstrumentTable;
  readonly calendars: ReadonlyMap<string, SessionClock>;
  /** Has been told each datum before the fan is. */
  readonly market: Pick<MarketCache, 'statusOf'>;
  /** What the machines live by. */
  readonly now: () => Timestamp;
  readonly time: Pick<LiveTime, 'after'>;
};

/** How often it looks whether a market has opened or closed, in microseconds. */
const LOOK_US = 1_000_000;

/**
 * Whether things trade, as channels: `status` tells of calendars, `status:SBIN.NSE` what the exchange has said of an
 * instrument. Calendars are looked at once a second, while somebody hears them.
 *
 * @example
 * cache.keep(datum, instrument);
 * fan.offer(datum, instrument);
 */
export class StatusFan implements ChannelSource {
  readonly kinds: readonly ChannelKind[] = ['status'];
  readonly #options: StatusFanOptions;
  readonly #calendars = new PolledRows('status', 'status');
  readonly #instruments: (LogChannel | undefined)[] = [];
  #callOff: (() => void) | null = null;
  #isStopped = false;

  constructor(options: StatusFanOptions) {
    this.#options = options;
  }

  /** Takes a datum in. */
  offer(datum: MarketData, instrument: InstrumentIndex): void {
    const channel = this.#instruments[instrument];
    if (datum.kind !== 'status' || channel === undefined) return;
    this.#options.fanOut.append(channel, textOf(datum));
  }

  find(kind: ChannelKind, key: string): Channel | null {
    if (kind !== 'status') return null;
    if (key === '') {
      this.#look();
      return this.#calendars.channel;
    }
    const { instruments } = this.#options;
    const index = isInstrumentId(key) ? instruments.indexOf(toInstrumentId(key)) : undefined;
    return index === undefined ? null : (this.#instruments[index] ??= this.#open(key, index));
  }

  /** Ends. Safe to call twice. */
  stop(): void {
    this.#isStopped = true;
    this.#callOff?.();
  }

  #look(): void {
    const { calendars, now, fanOut, time } = this.#options;
    const shape = calendarsShape(calendars.values(), this.#options, now());
    const rows = new Map(shape.calendars.map((row) => [row.id, JSON.stringify(row)]));
    for (const item of this.#calendars.take(rows)) fanOut.append(this.#calendars.channel, item);
    fanOut.endBatch();
    this.#callOff?.();
    if (this.#isStopped) return;
    // Who asks now is counted once they have been answered: by the next look.
    this.#callOff = time.after(LOOK_US, () => {
      if (this.#calendars.channel.holders > 0) this.#look();
    });
  }

  #open(key: string, index: InstrumentIndex): LogChannel {
    const { market } = this.#options;
    return new LogChannel({
      name: channelName({ kind: 'status', key }),
      kind: 'status',
      snapshot: () => {
        const known = market.statusOf(index);
        return known === null ? [] : [textOf(known)];
      },
    });
  }
}

function textOf({ instrument, state, eventAt }: InstrumentStatus): string {
  const at = formatTimestamp(eventAt);
  return JSON.stringify({ instrument, state, at } satisfies InstrumentState);
}
