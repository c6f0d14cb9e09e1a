import { assertNever, toAccountId, type AccountId, type LedgerScales } from 'argosy/core';
import type { CommandBody } from 'argosy/domain';

import { failReading, type Fields } from '../reading/fields.ts';
import { readMoney } from '../reading/read-account.ts';

/** The commands that move money or set it aside. */
export const moneyCommandTypes = [
  'transfer',
  'reserve',
  'postReserved',
  'voidReserved',
  'bookCharges',
  'setStatus',
  'setFloor',
] as const;

/** The types of `moneyCommandTypes`. */
export type MoneyCommandType = (typeof moneyCommandTypes)[number];

/** Reads a command that moves money or sets it aside. */
export function readMoneyCommand(
  type: MoneyCommandType,
  body: Fields,
  scales: LedgerScales,
): CommandBody {
  const account = body.made('account', toAccountId);
  if (type === 'voidReserved') return { type, account, reservation: body.text('reservation') };
  if (type === 'setStatus' || type === 'setFloor')
    return readTerms(type, body, { account, scales });
  if (type === 'bookCharges') return readCharges(body, { account, scales });
  const amount = body.made('amount', (text) => readMoney(text, scales));
  switch (type) {
    case 'transfer':
      return { type, account, entry: body.text('entry'), amount };
    case 'postReserved': {
      const reservation = body.text('reservation');
      return { type, account, reservation, entry: body.text('entry'), amount };
    }
    case 'reserve':
      return {
        type,
        account,
        reservation: body.text('reservation'),
        purpose: body.word('purpose', ['withdrawal', 'charges'], 'withdrawal'),
        amount,
        expiresAt: body.has('expiresAt') ? body.instant('expiresAt') : null,
      };
    default:
      return assertNever(type);
  }
}

function readTerms(
  type: 'setStatus' | 'setFloor',
  body: Fields,
  { account, scales }: { readonly account: AccountId; readonly scales: LedgerScales },
): CommandBody {
  const reason = body.text('reason', 'scenario');
  if (type === 'setFloor') {
    return { type, account, floor: body.made('floor', (text) => readMoney(text, scales)), reason };
  }
  const status = body.word('status', ['open', 'restricted', 'frozen', 'closed']);
  return { type, account, status, reason };
}

/** Lines of one currency, by name. */
function readCharges(
  body: Fields,
  { account, scales }: { readonly account: AccountId; readonly scales: LedgerScales },
): CommandBody {
  const lines = body.list('charges').map((line) => {
    const read = {
      name: line.text('name'),
      money: line.made('amount', (text) => readMoney(text, scales)),
    };
    line.finish();
    return read;
  });
  const currency = lines[0]?.money.currency ?? failReading('charges: the list is empty');
  if (lines.some(({ money }) => money.currency !== currency)) {
    failReading('charges: more than one currency');
  }
  const charges = lines.map(({ name, money }) => ({ name, amount: money.amount }));
  return { type: 'bookCharges', account, entry: body.text('entry'), currency, charges };
}
