/** Where a process of ours is killed. The numbers are those of the reliability specification. */
export type KillPoint = PlaceInLife & { readonly id: KillPointId };

type PlaceInLife = {
  /** What has just happened, or is half done, when it dies. */
  readonly what: string;
  /** In which part of its life a process comes past. */
  readonly when: 'running' | 'starting' | 'ending';
  /** It dies the first, second … time it comes past, up to this one, by chance. */
  readonly timesMax: number;
};

/** Every place where a process can be killed today. */
export const killPoints = [
  at('K01', 'a request is parsed', 20),
  at('K03', 'a request is validated', 20),
  at('K04', 'its hold is placed, in memory', 20),
  at('K05', 'a block is written, unsynced', 20),
  at('K06', 'synced, not acknowledged', 10),
  at('K07', 'acknowledged, not dispatched', 10),
  at('K08', 'half of a request is written to the broker', 20),
  at('K09', 'a request is sent', 20),
  at('K10', 'a report is received, not parsed', 20),
  at('K11', 'an acceptance is written, unsynced', 10),
  at('K12', 'an acceptance is synced', 10),
  at('K13', 'a fill is received', 10),
  at('K14', 'a fill is written, unsynced', 10),
  at('gate', 'the gate has let a request go, nothing is sent', 20),
  at('projection', 'half of what reads events has heard of a turn', 20),
  at('tape', 'the journal is synced, the tape is behind', 10),
  at('K19', 'half of a snapshot is written aside', 2),
  at('K20', 'a snapshot is renamed', 2),
  { ...at('K21', 'in replay', 20), when: 'starting' },
  { ...at('K22', 'in reconciliation', 8), when: 'starting' },
  at('K23', 'a cancel is in flight', 3),
  at('K24', 'an amendment is in flight', 3),
  at('K25', 'charges of the day’s end are booked, in memory', 2),
  at('K27', 'the kill switch is being set', 2),
  { ...at('K28', 'in an orderly end, after SIGTERM', 6), when: 'ending' },
  at('block', 'half of a block is written', 20),
  { ...at('lease', 'the lease is taken, nothing else', 1), when: 'starting' },
  { ...at('segment', 'a segment has its name, its folder is not synced', 1), when: 'starting' },
  at('outside', 'at any instant, from outside', 100),
] as const satisfies readonly PlaceInLife[];

/** The names of `killPoints`. */
export type KillPointId = (typeof killPoints)[number]['id'];

/** The points of the specification that cannot be reached today, and why. */
export const absentKillPoints: Readonly<Record<string, string>> = {
  K02: 'authenticated: what is killed here has no gateway; a whole node is killed in server.system.test.ts and audit-kill.system.test.ts',
  'K15–K18':
    'a database’s transaction and outbox: none lies on the way of an order; R-05 kills a projector inside its transaction',
  K26: 'a token is refreshed: there is no broker’s session yet',
  host: 'a host of strategies killed with commands under way: it dies alone, 20 times over in strategy-host.system.test.ts',
};

function at<Id extends string>(
  id: Id,
  what: string,
  timesMax: number,
): { readonly id: Id; readonly what: string; readonly when: 'running'; readonly timesMax: number } {
  return { id, what, when: 'running', timesMax };
}
