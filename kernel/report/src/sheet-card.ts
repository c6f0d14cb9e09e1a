import type { PlainValue, ReproducibilityCard } from 'argosy/backtest';

import { absent } from './measure/sheet-text.ts';
import type { SheetCard } from './sheet.ts';

/** Where a run came from: what the kernel cannot know. */
export type CardPlace = {
  /** What a person types to make it again. */
  readonly command?: string;
  /** The run file, and its SHA-256. */
  readonly file?: { readonly path: string; readonly sha256: string };
};

/** The card of a run as a sheet tells it. */
export function sheetCardOf(
  card: ReproducibilityCard,
  events: string,
  { command, file }: CardPlace = {},
): SheetCard {
  const { argosy, node, commit, seed, sources, strategies, models } = card;
  return {
    command: command ?? absent('it was run from code'),
    file: file ?? absent('it was run from code'),
    argosy,
    node: node ?? absent('it was not told'),
    commit: commit ?? absent('it was not told'),
    seed,
    events,
    data: sources.map(({ name, hash }) => ({ name, hash: hash ?? 'not hashed' })),
    strategies: strategies.map(({ id, name, parameters }) => {
      return { id, name, parameters: plainOf(parameters) };
    }),
    models: plainOf(models),
  };
}

/** A card that nothing is known for. */
export function unknownCard(reason: string, { command, file }: CardPlace = {}): SheetCard {
  const none = absent(reason);
  return {
    command: command ?? none,
    file: file ?? none,
    argosy: none,
    node: none,
    commit: none,
    seed: none,
    events: none,
    data: none,
    strategies: none,
    models: none,
  };
}

/** Data as JSON carries it; what JSON has no word for becomes a text. */
function plainOf(value: unknown): PlainValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainOf(one)]));
  }
  return typeof value === 'bigint' ? value.toString() : typeof value;
}
