import type { Order } from 'argosy/domain';

/** What an order is, or is to become. */
export type AmendedTo = Pick<Order, 'qty' | 'terms'>;

/**
 * Whether what a broker says an order is now may be the answer to an amendment on its way. A venue also speaks by
 * itself: of where a trailing stop stood as it fired, of the limit that the rest of a market order got. That leaves
 * something as it was that was to change; an answer that only rounds what was asked for does not.
 */
export function isAnswerTo(asked: AmendedTo, before: AmendedTo, told: AmendedTo): boolean {
  const [wanted, was, is] = [asked, before, told].map(wordsOf);
  if (wanted === undefined || was === undefined || is === undefined) return true;
  for (const [name, word] of wanted) {
    const isToChange = word !== NOTHING && word !== was.get(name);
    if (isToChange && is.get(name) === was.get(name)) return false;
  }
  return true;
}

/** What is asked to be nothing comes of itself, as the trigger of a stop that trails. */
const NOTHING = 'null';

function wordsOf({ qty, terms }: AmendedTo): ReadonlyMap<string, string> {
  const members = Object.entries({ qty, ...terms });
  return new Map(members.map(([name, value]) => [name, JSON.stringify(value)]));
}
