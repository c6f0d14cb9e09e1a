import type { Bar } from '@argosy/contract';

/** A bar as it is drawn: plain numbers, its opening in seconds since 1970. */
export type ChartBar = {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

const MS = 1_000;
const MICROS = 1_000_000;

/** A bar of the API as it is drawn. */
export function toChartBar({ opensAt, open, high, low, close, volume }: Bar): ChartBar {
  return {
    time: Date.parse(opensAt) / MS,
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    volume: Number(volume),
  };
}

/** The numbers of one bar in a message of the stream. */
export const BAR_FIELDS = 7;

/** The bars of a message of the stream, scaled: what is over, then what is under way. */
export function barsOfFields(
  fields: readonly number[],
  scale: { readonly price: number; readonly size: number },
): readonly ChartBar[] {
  const bars: ChartBar[] = [];
  for (let at = 0; at + BAR_FIELDS <= fields.length; at += BAR_FIELDS) {
    const [opensAt = Number.NaN, , ...rest] = fields.slice(at, at + BAR_FIELDS);
    const [open, high, low, close] = rest.map((price) => price / scale.price);
    if (Number.isNaN(opensAt) || open === undefined) continue;
    bars.push({
      time: opensAt / MICROS,
      open,
      high: high ?? open,
      low: low ?? open,
      close: close ?? open,
      volume: (rest[4] ?? 0) / scale.size,
    });
  }
  return bars;
}

/** Bars with newer ones put in by their times: those of the same time are replaced. */
export function mergeBars(
  known: readonly ChartBar[],
  news: readonly ChartBar[],
): readonly ChartBar[] {
  const [first] = news;
  if (first === undefined) return known;
  let keep = known.length;
  while (keep > 0 && (known[keep - 1]?.time ?? 0) >= first.time) keep -= 1;
  const rest = known.slice(keep).filter(({ time }) => !news.some((bar) => bar.time === time));
  return [...known.slice(0, keep), ...[...rest, ...news].sort((a, b) => a.time - b.time)];
}

/** The same bars smoothed: each begins in the middle of the one before and ends at its own mean. */
export function heikinAshi(bars: readonly ChartBar[]): readonly ChartBar[] {
  const PRICES = 4;
  let before: ChartBar | null = null;
  return bars.map((bar) => {
    const close = (bar.open + bar.high + bar.low + bar.close) / PRICES;
    const open = before === null ? (bar.open + bar.close) / 2 : (before.open + before.close) / 2;
    const made: ChartBar = {
      ...bar,
      open,
      close,
      high: Math.max(bar.high, open, close),
      low: Math.min(bar.low, open, close),
    };
    before = made;
    return made;
  });
}

/** The times at which another day of trade begins, by the clock of a zone; none where each bar is a day. */
export function sessionBreaks(bars: readonly ChartBar[], offsetSeconds: number): readonly number[] {
  const DAY = 86_400;
  const day = (time: number): number => Math.floor((time + offsetSeconds) / DAY);
  const begin = bars[0]?.time ?? 0;
  if (bars.every(({ time }) => (time - begin) % DAY === 0)) return [];
  return bars.flatMap(({ time }, at) => {
    const previous = bars[at - 1];
    return previous !== undefined && day(previous.time) !== day(time) ? [time] : [];
  });
}

/** How many seconds a zone is ahead of UTC at a time. */
export function zoneOffset(zone: string, atSeconds: number): number {
  if (zone === 'UTC') return 0;
  const date = new Date(atSeconds * MS);
  if (zone === 'local') return -date.getTimezoneOffset() * 60;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(date);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const found = /GMT([+-])(\d{2}):(\d{2})/u.exec(name);
  if (found === null) return 0;
  const HOUR = 3_600;
  const MINUTE = 60;
  const size = Number(found[2]) * HOUR + Number(found[3]) * MINUTE;
  return found[1] === '-' ? -size : size;
}
