import { toInstrumentId } from 'argosy/core';
import { ACTION_SCALE_MAX, BPS_OF_WHOLE, PRICE_MAX, type CorporateAction } from 'argosy/domain';

import { amount, made, object, orNull, variants, whole, type Shape } from './shape.ts';

type Action<Type extends CorporateAction['type']> = Extract<
  CorporateAction,
  { readonly type: Type }
>;

const word: Shape = () => undefined; // the word by which the variant was chosen
const price = whole('whole scaled price units', { max: PRICE_MAX });
const signedPrice = whole('whole scaled price units', { min: -PRICE_MAX, max: PRICE_MAX });
const units = whole('whole scaled size units', { min: Number.MIN_SAFE_INTEGER });
const share = whole('hundredths of a percent', { max: BPS_OF_WHOLE });
const count = whole('a whole number', { min: 1 });
const ratio = { numerator: count, denominator: count };
const into = made(toInstrumentId);
const fractionPrice = orNull(price);

/** What an issuer, or an exchange, does; how it fits what is held is told when it is booked. */
export const corporateAction: Shape = variants('type', {
  split: object<Action<'split'>>({ type: word, ...ratio, fractionPrice }),
  dividend: object<Action<'dividend'>>({
    type: word,
    perUnit: amount('an amount', 1n),
    scale: whole('whole decimal places', { max: ACTION_SCALE_MAX }),
    withheldBps: share,
  }),
  exchange: object<Action<'exchange'>>({ type: word, ...ratio, into, fractionPrice }),
  spinOff: object<Action<'spinOff'>>({ type: word, ...ratio, into, fractionPrice, costBps: share }),
  redemption: object<Action<'redemption'>>({ type: word, price }),
  expiry: object<Action<'expiry'>>({ type: word, price: signedPrice }),
  exercise: object<Action<'exercise'>>({ type: word, price, qty: units }),
  subscription: object<Action<'subscription'>>({
    type: word,
    ...ratio,
    into,
    fractionPrice,
    price,
  }),
});
