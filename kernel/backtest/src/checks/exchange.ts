import type { VenueModels } from '../config.ts';
import type { RunData } from '../run-data.ts';
import type { Source } from '../source.ts';
import type { Mistakes } from './mistakes.ts';
import { fieldOf } from './shape.ts';

/** Tells of markets of orders that nobody knows, or that a source feeds as well. */
export function checkExchange(
  {
    venue,
    sources,
  }: { readonly venue: VenueModels | undefined; readonly sources: readonly Source[] },
  instruments: ReadonlySet<string> | null,
  mistakes: Mistakes,
): void {
  for (const [at, id] of (venue?.exchange?.instruments ?? []).entries()) {
    const place = `venue.exchange.instruments[${at}]`;
    if (instruments?.has(id) === false) mistakes.note(place, `unknown ${id}`);
    const feeding = sources.find(({ contents }) =>
      contents.some((content) => fieldOf(content, 'instrument') === id),
    );
    if (feeding !== undefined) mistakes.note(place, `${id} has data as well, from ${feeding.name}`);
  }
}

/** Tells of halts by an index that nobody knows, or whose prices no source brings. */
export function checkHalts(
  venue: VenueModels | undefined,
  instruments: ReadonlySet<string> | null,
  { data, mistakes }: { readonly data: RunData; readonly mistakes: Mistakes },
): void {
  const index = venue?.halts?.terms?.index;
  if (index === undefined) return;
  if (instruments?.has(index) === false) mistakes.note('venue.halts', `unknown ${index}`);
  const isTold = (['quote', 'trade', 'bar'] as const).some((kind) => data.brings(kind, index));
  if (!isTold) mistakes.note('venue.halts', `no source brings quotes, trades or bars of ${index}`);
}
