import { MarketCalendars } from './calendar-rules.ts';
import content from './data/calendars.json' with { type: 'json' };

let calendars: MarketCalendars | null = null;

/** The calendars that come along; their file is read when they are first asked for. */
export function marketCalendars(): MarketCalendars {
  calendars ??= new MarketCalendars('calendars.json', content);
  return calendars;
}
