import { parseBarSpec } from 'argosy/domain';
import { parseParameters, type Parameter } from 'argosy/engine';
import type { AccountConfig } from 'argosy/trading';

import type { StrategyConfig } from '../config.ts';
import type { RunData } from '../run-data.ts';
import { codesOf } from '../seats.ts';
import type { Mistakes } from './mistakes.ts';
import { strategy as shape } from './run.ts';
import { fits, type At } from './shape.ts';

/** What the strategies of a run can name. */
export type Surroundings = {
  /** Null where they are not all known, because something is wrong with an id. */
  readonly instruments: ReadonlySet<string> | null;
  /** By id, null where one has mistakes of its own; all null where they are not all known. */
  readonly accounts: ReadonlyMap<string, AccountConfig | null> | null;
  /** Null where something is wrong with a source. */
  readonly data: RunData | null;
};

type Placed = { readonly plan: StrategyConfig; readonly place: string };

/** How many names of what there is a message holds. */
const NAMES_SHOWN_MAX = 5;

/** Looks at the strategies of a run: their fields, what they name, and what each has alone. */
export function checkStrategies(
  strategies: readonly StrategyConfig[],
  known: Surroundings,
  mistakes: Mistakes,
): void {
  const placed = strategies.map((plan, at): Placed => ({ plan, place: `strategies[${at}]` }));
  const sound = placed.filter(({ plan, place }) => fits(shape, plan, { place, mistakes }));
  for (const { plan, place } of placed) {
    const at = { place, mistakes };
    if (mistakes.areSound(place, 'account', 'product')) checkAccount(plan, known, at);
    if (mistakes.areSound(place, 'strategy', 'parameters')) checkParameters(plan, known, at);
  }
  checkUnique(sound, mistakes);
}

function checkAccount(plan: StrategyConfig, known: Surroundings, { place, mistakes }: At): void {
  if (known.accounts === null) return;
  const account = known.accounts.get(plan.account);
  if (account === undefined) {
    const names = namesText([...known.accounts.keys()]);
    return mistakes.note(`${place}.account`, `unknown ${plan.account}; the run has ${names}`);
  }
  const { product } = plan;
  if (product === undefined || account === null || account.products.includes(product)) return;
  mistakes.note(`${place}.product`, `account ${account.id} has no ${product}`);
}

function checkParameters(plan: StrategyConfig, known: Surroundings, { place, mistakes }: At): void {
  const { parameters: schema } = plan.strategy;
  const given = plan.parameters ?? {};
  const parsed = parseParameters(schema, given);
  if (!parsed.ok) {
    for (const { name, reason } of parsed.mistakes) {
      mistakes.note(`${place}.parameters.${name}`, reason);
    }
  }
  // What one of them names is looked at though another of them is wrong.
  const values: Readonly<Record<string, unknown>> = parsed.ok ? parsed.values : given;
  const isToldOf = (name: string): boolean =>
    !parsed.ok && parsed.mistakes.some((one) => one.name === name);
  for (const [name, declared] of Object.entries(schema)) {
    const value = values[name];
    if (typeof value !== 'string' || isToldOf(name)) continue;
    const reason = mistakeInNamed(declared, value, known);
    if (reason !== null) mistakes.note(`${place}.parameters.${name}`, reason);
  }
}

/** Why a parameter names what the run does not have; null where it does not. */
function mistakeInNamed(
  { kind }: Parameter,
  value: string,
  { instruments, data }: Surroundings,
): string | null {
  if (kind !== 'instrument' && kind !== 'bars') return null;
  const spec = kind === 'bars' ? parseBarSpec(value) : null;
  const instrument = spec?.ok === true ? spec.value.instrument : value;
  if (instruments?.has(instrument) === false) {
    return `unknown instrument ${instrument}; the run has ${namesText([...instruments])}`;
  }
  return spec?.ok === true && data !== null ? data.mistakeInBars(spec.value) : null;
}

/** An id is one strategy's; a code and a book are one strategy's within an account. */
function checkUnique(placed: readonly Placed[], mistakes: Mistakes): void {
  const codes = codesOf(placed.map(({ plan }) => plan));
  const taken = new Set<string>();
  for (const { plan, place } of placed) {
    const { id, account, book = id } = plan;
    const claim = (field: string, value: string, within = ''): void => {
      const text = JSON.stringify([within, field, value]);
      if (taken.has(text)) mistakes.note(`${place}.${field}`, `${value} is taken already`);
      taken.add(text);
    };
    if (mistakes.isSound(`${place}.id`)) claim('id', id);
    if (!mistakes.isSound(`${place}.id`)) continue;
    claim('code', codes.get(id) ?? '', account);
    claim('book', book, account);
  }
}

/** A few of the names there are, for a message. */
export function namesText(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length > NAMES_SHOWN_MAX ? ` and ${names.length - NAMES_SHOWN_MAX} more` : '';
  return `${names.slice(0, NAMES_SHOWN_MAX).join(', ')}${more}`;
}
