import {
  formatTimestamp,
  toAccountId,
  toBookId,
  toCurrency,
  toInstrumentId,
  toPositionId,
  toStrategyId,
  type Money,
} from 'argosy/core';
import {
  flawOfPlan,
  type AccountStatus,
  type ExecutionPlan,
  type LimitName,
  type StateScope,
} from 'argosy/domain';
import { flawOfSetLimit } from 'argosy/risk';

import type { BacktestConfig } from '../config.ts';
import type { HandCommand, HandPlace, TimedCommand } from '../hand-command.ts';
import { products, states } from './account.ts';
import {
  amount,
  expected,
  fits,
  made,
  object,
  oneOf,
  optional,
  orNull,
  text,
  variants,
  whole,
  type At,
  type Shape,
} from './shape.ts';
import { corporateAction } from './corporate-action.ts';
import { namesText, type Surroundings } from './strategies.ts';

/** Every standing of an account. */
export const statuses: readonly AccountStatus[] = ['open', 'restricted', 'frozen', 'closed'];
/** Every limit that can be set while a run goes on. */
export const limitNames: readonly LimitName[] = [
  'orderQty',
  'position',
  'orderValue',
  'openValue',
  'dailyLoss',
  'drawdown',
  'cashBufferBps',
];

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
const plan: Shape = (value, at, mistakes) => {
  const flaw = planFlaw(value);
  if (flaw !== null) mistakes.note(at, flaw);
};
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
  kill: object<Hand<'kill'>>({
    at: instant,
    type: word,
    account,
    scope: optional(scope),
    reason: optional(text),
  }),
  setLimit: object<Hand<'setLimit'>>({
    at: instant,
    type: word,
    account,
    scope: optional(scope),
    limit: oneOf(limitNames),
    value: orNull(amount('a whole amount', 0n)),
    until: optional(instant),
    reason: optional(text),
  }),
  setStatus: object<Hand<'setStatus'>>({
    at: instant,
    type: word,
    account,
    status: oneOf(statuses),
    reason: optional(text),
  }),
  setFloor: object<Hand<'setFloor'>>({
    at: instant,
    type: word,
    account,
    floor: object<Money>({
      amount: expected('minor units, a bigint', (value) => typeof value === 'bigint'),
      currency: made(toCurrency),
    }),
    reason: optional(text),
  }),
  bookAction: object<Hand<'bookAction'>>({
    at: instant,
    type: word,
    account,
    instrument,
    action: corporateAction,
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
  execute: object<Hand<'execute'>>({
    at: instant,
    type: word,
    account,
    book: made(toBookId),
    instrument,
    side: oneOf(['buy', 'sell']),
    qty,
    limit: optional(whole('whole scaled price units', { min: 1 })),
    product: optional(product),
    plan,
  }),
});

/** A plan may be of any shape where nobody has type-checked it. */
function planFlaw(value: unknown): string | null {
  try {
    return flawOfPlan(value as ExecutionPlan);
  } catch {
    return 'expected a plan with an algorithm';
  }
}

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
  if (one.type === 'setLimit') checkLimit(one, config, at);
  const named = instrumentOf(one);
  if (named === null || instruments === null || instruments.has(named)) return;
  const names = namesText([...instruments]);
  mistakes.note(`${place}.instrument`, `unknown instrument ${named}; the run has ${names}`);
}

/** A state on a book or a strategy that the account does not have would stop nothing. */
function checkScope(one: TimedCommand, config: BacktestConfig, { place, mistakes }: At): void {
  if (!('scope' in one) || one.scope === undefined) return;
  if (!mistakes.isSound('accounts') || !mistakes.isSound('strategies')) return;
  const names = namesOf(one.scope.kind, config, one.account);
  const name = nameOf(one.scope);
  if (names === null || name === null || names.has(name)) return;
  const { kind } = one.scope;
  const known = namesText([...names]);
  mistakes.note(`${place}.${kind}`, `unknown ${kind} ${name}; account ${one.account} has ${known}`);
}

/** What trading would refuse whenever it came. */
function checkLimit(
  { limit, value, scope = { kind: 'account' }, at: since, until }: Hand<'setLimit'>,
  { accounts }: BacktestConfig,
  { place, mistakes }: At,
): void {
  const areKnown = mistakes.isSound('accounts');
  const bases = new Set(areKnown ? accounts.map(({ base }) => base) : []);
  const flaw = flawOfSetLimit({ limit, value, scope }, bases);
  if (flaw !== null) mistakes.note(`${place}.${flaw.field}`, flaw.detail);
  if (until !== undefined && until <= since) {
    const [end, begin] = [formatTimestamp(until), formatTimestamp(since)];
    mistakes.note(`${place}.until`, `${end} is not after at, ${begin}`);
  }
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
    mistakes.note(
      `${place}.at`,
      `${formatTimestamp(at)} lies before from, ${formatTimestamp(from)}`,
    );
  }
  if (until !== undefined && mistakes.isSound('until') && at > until) {
    mistakes.note(
      `${place}.at`,
      `${formatTimestamp(at)} lies behind until, ${formatTimestamp(until)}`,
    );
  }
}

function instrumentOf(hand: HandCommand): string | null {
  if ('instrument' in hand) return hand.instrument;
  return 'scope' in hand && hand.scope?.kind === 'instrument' ? hand.scope.instrument : null;
}
