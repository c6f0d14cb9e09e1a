import type { VenueModels } from '../config.ts';
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
