/** The watchlists of a panel: seven, each with a number. */
export type Watchlists = {
  readonly current: number;
  readonly lists: readonly (readonly string[] | null)[];
};

/** How many lists there are. */
export const LISTS = 7;
/** How many instruments a list has at most. */
export const LIST_MAX = 100;

/** What a panel was set to. What is kept may be of another version: what does not fit is passed over. */
export function readLists(state: Readonly<Record<string, unknown>>): Watchlists {
  const kept = Array.isArray(state['lists']) ? state['lists'] : [];
  const lists = Array.from({ length: LISTS }, (_, at) => readList(kept[at]));
  const current = Number(state['current'] ?? 0);
  return {
    current: Number.isInteger(current) && current >= 0 && current < LISTS ? current : 0,
    lists,
  };
}

function readList(kept: unknown): readonly string[] | null {
  return Array.isArray(kept)
    ? kept.filter((id) => typeof id === 'string').slice(0, LIST_MAX)
    : null;
}

/** Lists with one of them changed. */
export function withList(
  { current, lists }: Watchlists,
  change: (list: readonly string[]) => readonly string[],
  shipped: readonly string[],
): Pick<Watchlists, 'lists'> {
  return {
    lists: lists.map((list, at) => (at === current ? change(list ?? shipped) : list)),
  };
}

/** A list with an instrument at its top; where it is in it already, that one moves. */
export function added(list: readonly string[], instrument: string): readonly string[] {
  return [instrument, ...list.filter((id) => id !== instrument)].slice(0, LIST_MAX);
}
