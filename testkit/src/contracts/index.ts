export { describeJournal } from './journal.ts';
export type { JournalUnderTest } from './journal.ts';
export { describeFollower, type FollowerUnderTest } from './follower.ts';
