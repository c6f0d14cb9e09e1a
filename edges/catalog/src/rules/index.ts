export { marketCalendars } from './calendars-file.ts';
export { chargesAsFees, segmentFor } from './charge-fees.ts';
export { chargeMarkets } from './charge-markets.ts';
export { contractNote, type ContractNote, type NoteFill, type NoteOf } from './contract-note.ts';
export { marketCalendar } from './market-clock.ts';
export { plainCalendar } from './plain-calendar.ts';
export { readNoteFills } from './read-fills.ts';
export { ruleMarkets, rulesOfDay, type RulesAsked, type ToldRule } from './rules-of-day.ts';
