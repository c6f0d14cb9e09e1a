import { PRECISION_MAX, toInstrumentId } from 'argosy/core';
import { ACTIONS_MAX, PRICE_MAX, type DatedAction } from 'argosy/domain';

import {
  amount,
  anything,
  fits,
  made,
  object,
  orNull,
  variants,
  whole,
  type At,
  type Shape,
} from './shape.ts';
import type { Mistakes } from './mistakes.ts';

const price = whole('whole scaled price units', { max: PRICE_MAX });
const dated = {
  type: anything,
  instrument: made(toInstrumentId),
  exAt: whole('whole microseconds'),
  knownAt: whole('whole microseconds'),
};
const ratio = {
  numerator: whole('a whole number', { min: 1 }),
  denominator: whole('a whole number', { min: 1 }),
};
const divided = { ...dated, ...ratio, fractionPrice: orNull(price) };

type Of<Type extends DatedAction['type']> = Extract<DatedAction, { readonly type: Type }>;

const shape: Shape = variants('type', {
  split: object<Of<'split'>>(divided),
  bonus: object<Of<'bonus'>>(divided),
  dividend: object<Of<'dividend'>>({
    ...dated,
    perUnit: amount('an amount', 1n),
    scale: whole('whole decimal places', { max: PRECISION_MAX }),
    withheldBps: whole('hundredths of a percent', { max: 10_000 }),
  }),
  rights: object<Of<'rights'>>({ ...dated, ...ratio, price, into: orNull(made(toInstrumentId)) }),
  demerger: object<Of<'demerger'>>({
    ...divided,
    into: made(toInstrumentId),
    costBps: whole('hundredths of a percent below a whole', { max: 9_999 }),
  }),
  rename: object<Of<'rename'>>({ ...dated, was: made(toInstrumentId) }),
  delisting: object<Of<'delisting'>>({ ...dated, price }),
});

/** Looks at what issuers do: each by itself, and whether the run knows what it names. */
export function checkActions(
  actions: readonly DatedAction[],
  instruments: ReadonlySet<string> | null,
  mistakes: Mistakes,
): void {
  if (actions.length > ACTIONS_MAX) {
    return mistakes.note('actions', `expected at most ${ACTIONS_MAX}, found ${actions.length}`);
  }
  for (const [at, action] of actions.entries()) {
    const place = `actions[${at}]`;
    if (!mistakes.isSound(place) || !fits(shape, action, { place, mistakes })) continue;
    if (instruments !== null) checkNamed(action, instruments, { place, mistakes });
  }
  checkNames(actions, mistakes);
}

function checkNamed(
  action: DatedAction,
  instruments: ReadonlySet<string>,
  { place, mistakes }: At,
): void {
  const named = 'into' in action && action.into !== null ? { into: action.into } : {};
  for (const [field, id] of Object.entries({ instrument: action.instrument, ...named })) {
    if (!instruments.has(id)) mistakes.note(`${place}.${field}`, `unknown instrument ${id}`);
  }
  if (action.type === 'rename' && action.was === action.instrument) {
    mistakes.note(`${place}.was`, `${action.was} is the name it has`);
  }
}

/** A name that is given up and taken again by the same would lead round and round. */
function checkNames(actions: readonly DatedAction[], mistakes: Mistakes): void {
  const into = new Map<string, string>();
  for (const [at, action] of actions.entries()) {
    if (!mistakes.isSound(`actions[${at}]`) || action.type !== 'rename') continue;
    let name: string | undefined = action.instrument;
    while (name !== undefined && name !== action.was) name = into.get(name);
    if (name === action.was) {
      mistakes.note(`actions[${at}].was`, `${action.was} leads back to itself`);
    } else if (into.has(action.was)) {
      mistakes.note(`actions[${at}].was`, `${action.was} was renamed already`);
    } else into.set(action.was, action.instrument);
  }
}
