import { isAbsent, type Sheet } from './sheet.ts';

/** A value that two runs have otherwise; null where one has none. */
export type Difference = {
  readonly name: string;
  readonly first: string | null;
  readonly second: string | null;
};

/** What two runs were made with otherwise: parameters of strategies, models, data and what made them. */
export function differences(first: Sheet, second: Sheet): readonly Difference[] {
  const [one, other] = [settingsOf(first), settingsOf(second)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .sort()
    .map((name) => ({ name, first: one.get(name) ?? null, second: other.get(name) ?? null }))
    .filter((row) => row.first !== row.second);
}

function settingsOf({ card, period }: Sheet): ReadonlyMap<string, string> {
  const strategies = isAbsent(card.strategies) ? [] : card.strategies;
  const data = isAbsent(card.data) ? [] : card.data;
  return new Map([
    ['from', period.from],
    ['until', period.until],
    ['seed', isAbsent(card.seed) ? card.seed.absent : String(card.seed)],
    ['argosy', isAbsent(card.argosy) ? card.argosy.absent : card.argosy],
    ['commit', isAbsent(card.commit) ? card.commit.absent : card.commit],
    ...data.map(({ name, hash }): [string, string] => [name, hash]),
    ...strategies.flatMap(({ id, name, parameters }) => [
      [id, name] satisfies [string, string],
      ...leaves(id, parameters),
    ]),
    ...leaves('models', isAbsent(card.models) ? {} : card.models),
  ]);
}

/** Every value within a value, by the way to it: `turtle.side`. */
function leaves(path: string, value: unknown): readonly [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, part]) => leaves(`${path}.${name}`, part));
}
