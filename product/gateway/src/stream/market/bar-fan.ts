import { isInstrumentId, toInstrumentId } from 'argosy/core';
import { parseBarSpec, toBarSpecText, type BarSpecText, type InstrumentTable } from 'argosy/domain';
import type { LatestBars, LiveTime } from '@argosy/bridge';
import { channelName, type ChannelKind } from '@argosy/contract/stream';
import type { Logger } from '@argosy/telemetry';

import type { HistoryFace } from '../../platform/history-face.ts';
import type { Channel, ChannelSource } from '../engine/channel-source.ts';
import type { FanOut } from '../engine/fan-out.ts';
import type { LatestChannel } from '../engine/latest-channel.ts';
import { areSame, type NewestBars } from './newest-bars.ts';
import { barsCodec } from './value-codecs.ts';

/** What a fan of bars needs. */
export type BarFanOptions = {
  readonly fanOut: FanOut;
  readonly instruments: InstrumentTable;
  readonly history: Pick<HistoryFace, 'latest'>;
  readonly time: Pick<LiveTime, 'after' | 'elapsed'>;
  readonly log: Logger;
};

/** How many series it has as channels. */
export const BAR_CHANNELS_MAX = 8_192;
/** How often it looks, in microseconds. */
const LOOK_US = 100_000;
/** Looking takes no more than one part in so many of the time, however many series are heard; but it goes on within a second. */
const REST = 10;
const REST_MAX_US = 1_000_000;
/** How many series are asked for in one question. */
const ASKED_AT_ONCE = 500;

type Series = {
  readonly spec: BarSpecText;
  readonly channel: LatestChannel<NewestBars>;
  told: NewestBars | null;
};

/**
 * The newest bars of instruments as channels, `bars:SBIN.NSE:1-MINUTE-LAST-EXTERNAL`. Bars are made where prices are
 * handled first; they are asked for ten times a second, those that somebody hears and no others.
 *
 * @example
 * const fan = new BarFan({ fanOut, instruments, history, time, log });
 * fan.stop();
 */
export class BarFan implements ChannelSource {
  readonly kinds: readonly ChannelKind[] = ['bars'];
  readonly #options: BarFanOptions;
  readonly #series = new Map<string, Series>();
  #callOff: (() => void) | null = null;
  #isLooking = false;
  #isStopped = false;

  constructor(options: BarFanOptions) {
    this.#options = options;
  }

  find(kind: ChannelKind, key: string): Channel | null {
    if (kind !== 'bars') return null;
    const series = this.#series.get(key) ?? this.#open(key);
    if (series === null) return null;
    if (series.channel.holders === 0) this.#plan(0);
    return series.channel;
  }

  /** Ends. Safe to call twice. */
  stop(): void {
    this.#isStopped = true;
    this.#callOff?.();
  }

  #open(key: string): Series | null {
    const colon = key.lastIndexOf(':');
    const [id, bar] = [key.slice(0, Math.max(0, colon)), key.slice(colon + 1)];
    const { instruments, fanOut } = this.#options;
    const index = isInstrumentId(id) ? instruments.indexOf(toInstrumentId(id)) : undefined;
    const text = `${id}-${bar}`;
    if (index === undefined || !parseBarSpec(text).ok || !this.#makeRoom()) return null;
    const instrument = instruments.at(index);
    const spec = toBarSpecText(text);
    const { pricePrecision, sizePrecision } = instrument;
    const name = channelName({ kind: 'bars', key });
    const codec = barsCodec(instrument, spec);
    const channel = fanOut.latest.open({ name, pricePrecision, sizePrecision, codec });
    const series = { spec, channel, told: null };
    this.#series.set(key, series);
    return series;
  }

  /** Forgets a series that nobody hears, where there are as many as may be. */
  #makeRoom(): boolean {
    if (this.#series.size < BAR_CHANNELS_MAX) return true;
    for (const [key, { channel }] of this.#series) {
      if (channel.holders === 0) return this.#series.delete(key);
    }
    return false;
  }

  #plan(afterUs: number): void {
    if (this.#isStopped || this.#isLooking) return;
    this.#callOff?.();
    this.#callOff = this.#options.time.after(afterUs, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { time, fanOut, log } = this.#options;
    const begin = time.elapsed();
    const heard = this.#heard();
    if (heard.length === 0) return;
    this.#isLooking = true;
    try {
      for (let from = 0; from < heard.length; from += ASKED_AT_ONCE) {
        await this.#ask(heard.slice(from, from + ASKED_AT_ONCE));
      }
    } catch (error) {
      log.warn('bars cannot be told', { error });
    }
    this.#isLooking = false;
    fanOut.endBatch();
    const rest = Math.min(REST_MAX_US, REST * (time.elapsed() - begin));
    this.#plan(Math.max(LOOK_US, rest));
  }

  /** Those that somebody hears; what was told of the others is no longer the newest. */
  #heard(): readonly Series[] {
    const heard: Series[] = [];
    for (const series of this.#series.values()) {
      if (series.channel.holders > 0) heard.push(series);
      else if (series.told !== null) {
        series.told = null;
        series.channel.forget();
      }
    }
    return heard;
  }

  async #ask(asked: readonly Series[]): Promise<void> {
    const { history, fanOut } = this.#options;
    const found = await history.latest(asked.map(({ spec }) => spec));
    for (const [place, series] of asked.entries()) {
      const news = newestOf(found[place] ?? null);
      if (news === null || (series.told !== null && areSame(series.told, news))) continue;
      series.told = news;
      fanOut.latest.publish(series.channel, news);
    }
  }
}

function newestOf(found: LatestBars | null): NewestBars | null {
  if (found === null) return null;
  const { closed, forming } = found;
  const last = closed.at(-1) ?? null;
  return last === null && forming === null ? null : { closed: last, forming };
}
