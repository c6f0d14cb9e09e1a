import { marketCalendars, plainCalendar } from '@argosy/catalog/rules';
import type { PlacedMistake } from 'argosy/backtest';

type Plain = Readonly<Record<string, unknown>>;

/** What a calendar of a run file has that is one of the dated rules. */
export const marketCalendarKeys = ['market', 'id', 'from', 'until'] as const;

/**
 * Puts the sessions of calendars that a run file names by market into it, resolved day by day from
 * the dated rules of the catalogue: the kernel sees plain data.
 */
export function resolveCalendars(value: unknown, found: PlacedMistake[]): unknown {
  if (!isPlain(value) || !Array.isArray(value['calendars'])) return value;
  const given: readonly unknown[] = value['calendars'];
  const calendars = given.map((one, at) => {
    if (!isPlain(one) || one['market'] === undefined) return one;
    return resolve(one, `calendars[${at}]`, found);
  });
  return { ...value, calendars };
}

function resolve(one: Plain, place: string, found: PlacedMistake[]): Plain {
  const text = (name: (typeof marketCalendarKeys)[number]): string => {
    const value = one[name];
    if (typeof value === 'string') return value;
    found.push({ place: `${place}.${name}`, detail: 'is missing, expected a text' });
    return '';
  };
  const [market, id, from, until] = [text('market'), text('id'), text('from'), text('until')];
  for (const name of Object.keys(one)) {
    if (marketCalendarKeys.some((key) => key === name)) continue;
    const detail = `unknown beside a market; there are ${marketCalendarKeys.join(', ')}`;
    found.push({ place: `${place}.${name}`, detail });
  }
  const calendars = marketCalendars();
  if (market !== '' && !calendars.ids.includes(market)) {
    const detail = `expected ${calendars.ids.join(', ')}, got ${market}`;
    found.push({ place: `${place}.market`, detail });
  } else if (![market, from, until].includes('')) {
    const plain = plainCalendar(calendars, { market, id, from, until });
    if (plain.known) return plain.value;
    found.push({ place: `${place}.from`, detail: plain.why });
  }
  // Of a mistake only itself is told: instruments still find a calendar of that name.
  return { id: id === '' ? 'X' : id, week: {} };
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
