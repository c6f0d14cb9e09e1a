import type { SearchKind } from './search-row.ts';

/** What a word of a phrase may say besides being a name. */
export type PhraseWord =
  | { readonly is: 'month'; readonly month: number }
  | { readonly is: 'right'; readonly right: 'call' | 'put' }
  | { readonly is: 'product'; readonly product: 'future' | 'option' }
  | { readonly is: 'cadence'; readonly cadence: 'weekly' | 'monthly' }
  | { readonly is: 'turn'; readonly turn: number }
  | { readonly is: 'weekday'; readonly weekday: number }
  | { readonly is: 'exchange'; readonly exchanges: readonly string[] }
  | { readonly is: 'kinds'; readonly kinds: readonly SearchKind[] }
  | { readonly is: 'noise' };

const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
/** Monday is 1. */
const weekdays = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const ABBREVIATION_MIN = 3;

const MISTYPED_MIN = 4;
const MISTYPABLE_MIN = 5;
const mistypable = [
  ...months,
  ...'future futures option options weekly month monthly'.split(' '),
].filter((word) => word.length >= MISTYPABLE_MIN);

const table = new Map<string, PhraseWord>();
put('ce call calls cal', { is: 'right', right: 'call' });
put('pe put puts', { is: 'right', right: 'put' });
put('fut futs future futures fu futu futur futidx futstk futcom futcur', {
  is: 'product',
  product: 'future',
});
put('opt opts option options opti optio optidx optstk optfut optcur', {
  is: 'product',
  product: 'option',
});
put('chain', { is: 'product', product: 'option' });
put('weekly week weeks wkly wk weekl', { is: 'cadence', cadence: 'weekly' });
put('monthly month mth mthly monthl', { is: 'cadence', cadence: 'monthly' });
put('this current near nearest', { is: 'turn', turn: 0 });
put('next', { is: 'turn', turn: 1 });
put('far', { is: 'turn', turn: 2 });
put('nse ns', { is: 'exchange', exchanges: ['NSE', 'NFO', 'CDS'] });
put('bse bo', { is: 'exchange', exchanges: ['BSE', 'BFO', 'BCD'] });
for (const name of 'nfo bfo cds bcd mcx ncdex nasdaq nyse nco'.split(' ')) {
  put(name, { is: 'exchange', exchanges: [name.toUpperCase()] });
}
put('index indices idx', { is: 'kinds', kinds: ['index'] });
put('spot cash', { is: 'kinds', kinds: ['index', 'equity', 'commodity', 'currencyPair'] });
put('eq equity share shares stock stocks', { is: 'kinds', kinds: ['equity', 'fund'] });
put('etf etfs fund', { is: 'kinds', kinds: ['fund', 'equity'] });
put('bond bonds ncd', { is: 'kinds', kinds: ['bond'] });
put(
  'price prices chart quote ltp live today expiry exp expiring strike contract contracts lot at for buy sell atm itm otm straddle strangle',
  {
    is: 'noise',
  },
);

/** What a word may say, or undefined where it can only be a name. */
export function phraseWordOf(word: string): PhraseWord | undefined {
  const known = table.get(word);
  if (known !== undefined) return known;
  if (word.length < ABBREVIATION_MIN) return undefined;
  const month = beginsOne(months, word);
  if (month !== -1) return { is: 'month', month: month + 1 };
  const weekday = beginsOne(weekdays, word);
  return weekday === -1 ? undefined : { is: 'weekday', weekday: weekday + 1 };
}

/** What a longer word may say that is none, but has one typo; undefined where it says nothing. */
export function mistypedPhraseWord(word: string): PhraseWord | undefined {
  if (word.length < MISTYPED_MIN) return undefined;
  const meant = mistypable.find((known) => isOneTypo(word, known));
  return meant === undefined ? undefined : phraseWordOf(meant);
}

/** Words that may stand glued behind a symbol: `bankniftyfut`, `niftydecce`. */
export function isGluedWord(word: string): boolean {
  const is = phraseWordOf(word)?.is;
  return is === 'month' || is === 'right' || is === 'product';
}

function put(words: string, meaning: PhraseWord): void {
  for (const word of words.split(' ')) table.set(word, meaning);
}

function beginsOne(names: readonly string[], word: string): number {
  return names.findIndex((name) => name.startsWith(word));
}

/** Whether one letter is missing, too many or another, or two neighbours changed places. */
function isOneTypo(word: string, meant: string): boolean {
  if (Math.abs(word.length - meant.length) > 1) return false;
  let same = 0;
  while (same < word.length && word[same] === meant[same]) same += 1;
  const [rest, other] = [word.slice(same), meant.slice(same)];
  if (rest.slice(1) === other || rest === other.slice(1)) return true;
  if (rest.slice(1) === other.slice(1)) return true;
  return rest.slice(2) === other.slice(2) && rest[0] === other[1] && rest[1] === other[0];
}
