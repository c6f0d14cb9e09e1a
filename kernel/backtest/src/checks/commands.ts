import {
  toAccountId,
  toBookId,
  toCurrency,
  toInstrumentId,
  toPositionId,
  toStrategyId,
  type Money,
} from 'argosy/core';
import type { StateScope } from 'argosy/domain';

import type { BacktestConfig } from '../config.ts';
import type { HandCommand, HandPlace, TimedCommand } from '../hand-command.ts';
import { products, states } from './account.ts';
import { amount, fits, made, object, oneOf, optional, text, variants, whole } from './shape.ts';
import type { At, Shape } from './shape.ts';
import { namesText, type Surroundings } from './strategies.ts';

type Hand<Type extends HandCommand['type']> = Extract<TimedCommand, { readonly type: Type }>;
type Scope<Kind extends StateScope['kind']> = Extract<StateScope, { readonly kind: Kind }>;

const word: Shape = () => undefined; // the word by which the variant was chosen
const instant = whole('whole microseconds');
const account = made(toAccountId);
const instrument = made(toInstrumentId);
const qty = whole('whole scaled size units', { min: 1 });
const position = optional(made(toPositionId));
const product = oneOf(products);

const transfer = object<Hand<'deposit' | 'withdraw'>>({
  at: instant,
  type: word,
  account,
  amount: object<Money>({ amount: amount('minor units', 1n), currency: made(toCurrency) }),
});
const place = object<HandPlace>({ book: made(toBookId), product: optional(product), position });
const scope = variants('kind', {
  firm: object<Scope<'firm'>>({ kind: word }),
  account: object<Scope<'account'>>({ kind: word }),
  book: object<Scope<'book'>>({ kind: word, book: made(toBookId) }),
  strategy: object<Scope<'strategy'>>({ kind: word, strategy: made(toStrategyId) }),
  instrument: object<Scope<'instrument'>>({ kind: word, instrument }),
});
const command = variants('type', {
  deposit: transfer,
  withdraw: transfer,
  setState: object<Hand<'setState'>>({
    at: instant,
    type: word,
    account,
    state: oneOf(states),
    scope: optional(scope),
    reason: optional(text),
  }),
  movePosition: object<Hand<'movePosition'>>({
    at: instant,
    type: word,
    account,
    instrument,
    qty,
    from: place,
    to: place,
  }),
  convertProduct: object<Hand<'convertProduct'>>({
    at: instant,
    type: word,
    account,
    book: made(toBookId),
    instrument,
    qty,
    from: product,
    to: product,
    position,
  }),
});

/** Looks at what is done by hand: its fields, what it names, and whether the run is there by then. */
export function checkCommand(
  one: TimedCommand,
  { config, known }: { readonly config: BacktestConfig; readonly known: Surroundings },
  at: At,
): void {
  if (!fits(command, one, at)) return;
  const { place, mistakes } = at;
  checkInstant(one, config, at);
  const { account } = one;
  const { accounts, instruments } = known;
  if (accounts?.has(account) === false) {
    const names = namesText([...accounts.keys()]);
    mistakes.note(`${place}.account`, `unknown ${account}; the run has ${names}`);
  }
  checkScope(one, config, at);
  const named = instrumentOf(one);
  if (named === null || instruments === null || instruments.has(named)) return;
  const names = namesText([...instruments]);
  mistakes.note(`${place}.instrument`, `unknown instrument ${named}; the run has ${names}`);
}

/** A state on a book or a strategy that the account does not have would stop nothing. */
function checkScope(one: TimedCommand, config: BacktestConfig, { place, mistakes }: At): void {
  if (one.type !== 'setState' || one.scope === undefined) return;
  if (!mistakes.isSound('accounts') || !mistakes.isSound('strategies')) return;
  const names = namesOf(one.scope.kind, config, one.account);
  const name = nameOf(one.scope);
  if (names === null || name === null || names.has(name)) return;
  const { kind } = one.scope;
  const known = namesText([...names]);
  mistakes.note(`${place}.${kind}`, `unknown ${kind} ${name}; account ${one.account} has ${known}`);
}

function nameOf(scope: StateScope): string | null {
  if (scope.kind === 'book') return scope.book;
  return scope.kind === 'strategy' ? scope.strategy : null;
}

/** The books or strategies of an account; null where it is unknown itself. */
function namesOf(
  kind: StateScope['kind'],
  config: BacktestConfig,
  id: string,
): ReadonlySet<string> | null {
  const account = config.accounts.find((one) => one.id === id);
  if (account === undefined) return null;
  const seated = config.strategies.filter((plan) => plan.account === id);
  if (kind === 'strategy') return new Set(seated.map((plan) => plan.id));
  const own = (account.books ?? []).map((book) => book.id);
  const traded = seated.map((plan) => plan.book ?? plan.id);
  return new Set([...traded, ...own, ...booksByHand(config, id)]);
}

/** Books to which something is moved by hand. */
function booksByHand({ commands = [] }: BacktestConfig, account: string): readonly string[] {
  return commands.flatMap((one) => {
    return one.type === 'movePosition' && one.account === account ? [one.to.book] : [];
  });
}

function checkInstant(
  { at }: TimedCommand,
  { from, until }: BacktestConfig,
  { place, mistakes }: At,
): void {
  if (from !== undefined && mistakes.isSound('from') && at < from) {
    mistakes.note(`${place}.at`, `${at} lies before from, ${from}`);
  }
  if (until !== undefined && mistakes.isSound('until') && at > until) {
    mistakes.note(`${place}.at`, `${at} lies behind until, ${until}`);
  }
}

function instrumentOf(hand: HandCommand): string | null {
  if ('instrument' in hand) return hand.instrument;
  return 'scope' in hand && hand.scope?.kind === 'instrument' ? hand.scope.instrument : null;
}
