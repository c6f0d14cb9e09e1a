export { describeJournal } from './journal.ts';
export type { JournalUnderTest } from './journal.ts';
