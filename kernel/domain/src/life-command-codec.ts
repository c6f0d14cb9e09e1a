import type { CommandBody } from './command.ts';
import { corporateActionPart } from './corporate-action-codec.ts';
import { namePart, type Part } from './part.ts';
import {
  accountIdPart,
  instrumentIdPart,
  moneyPart,
  nullablePricePart,
  textPart,
} from './scalar-codec.ts';
import { tags } from './tags.ts';

type BodyOf<Type extends CommandBody['type']> = Extract<CommandBody, { readonly type: Type }>;

const loanChangePart = namePart('loan change', tags.loanChange);

/** Books what an issuer has done. */
export const bookAction: Part<BodyOf<'bookAction'>> = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.entry);
    instrumentIdPart.write(writer, body.instrument);
    corporateActionPart.write(writer, body.action);
  },
  read: (reader) => ({
    type: 'bookAction',
    account: accountIdPart.read(reader),
    entry: textPart.read(reader),
    instrument: instrumentIdPart.read(reader),
    action: corporateActionPart.read(reader),
  }),
};

/** Lends, books interest, or takes a repayment. */
export const bookLoan: Part<BodyOf<'bookLoan'>> = {
  write(writer, body) {
    accountIdPart.write(writer, body.account);
    textPart.write(writer, body.entry);
    textPart.write(writer, body.loan);
    loanChangePart.write(writer, body.change);
    moneyPart.write(writer, body.amount);
  },
  read: (reader) => ({
    type: 'bookLoan',
    account: accountIdPart.read(reader),
    entry: textPart.read(reader),
    loan: textPart.read(reader),
    change: loanChangePart.read(reader),
    amount: moneyPart.read(reader),
  }),
};

/** Lets a dated instrument end. */
export const expire: Part<BodyOf<'expire'>> = {
  write(writer, body) {
    instrumentIdPart.write(writer, body.instrument);
    nullablePricePart.write(writer, body.price);
  },
  read: (reader) => ({
    type: 'expire',
    instrument: instrumentIdPart.read(reader),
    price: nullablePricePart.read(reader),
  }),
};
