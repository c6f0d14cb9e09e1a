import type { CommitTimes, FollowerReport } from './follower-run.ts';

/** What a follower that is waited for adds until an event is safe. */
export function figuresOfFollower({
  single,
  perSecond,
  paced,
}: FollowerReport): Readonly<Record<string, number | string>> {
  const textOf = ({ p50, p99, p999 }: CommitTimes): string =>
    `p50 ${p50}, p99 ${p99}, p99.9 ${p999}`;
  return {
    'one at a time, samples of each': single.alone.samples,
    'one at a time, alone, ms': textOf(single.alone),
    'one at a time, with a follower, ms': textOf(single.followed),
    'ratio of the middle ones': Number((single.followed.p50 / single.alone.p50).toFixed(2)),
    [`at ${perSecond} a second, samples of each`]: paced.alone.samples,
    [`at ${perSecond} a second, alone, ms`]: textOf(paced.alone),
    [`at ${perSecond} a second, with a follower, ms`]: textOf(paced.followed),
  };
}
