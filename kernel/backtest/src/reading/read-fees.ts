import {
  cappedFee,
  feeByDate,
  feeLines,
  feeMakerTaker,
  feePercent,
  feePerShare,
  feeTable,
  noFees,
  type FeeLine,
  type FeeModel,
  type FeeRow,
  type FeeStep,
} from 'argosy/matching';

import { products } from '../checks/account.ts';
import { instrumentKinds } from '../checks/instrument.ts';
import { type Fields, readAt } from './fields.ts';

const feeKinds = ['none', 'perShare', 'percent', 'makerTaker', 'lines', 'table', 'byDate'] as const;

/** Reads what a fill costs. */
export function readFees(fields: Fields): FeeModel {
  const kind = fields.word('model', feeKinds, 'none');
  const model = readAt(fields.placeOf('model'), () => feesOf(kind, fields));
  const [min, max] = [fields.textOrNull('min'), fields.textOrNull('max')];
  fields.finish();
  if (min === null && max === null) return model;
  return readAt(fields.placeOf('max'), () => cappedFee(model, { min, max }));
}

function feesOf(kind: (typeof feeKinds)[number], fields: Fields): FeeModel {
  if (kind === 'perShare') return feePerShare(fields.text('amount'));
  if (kind === 'percent') return feePercent(fields.text('rate'));
  if (kind === 'none') return noFees;
  if (kind === 'lines') return feeLines(fields.some('lines').map(readLine));
  if (kind === 'byDate') {
    const until = fields.has('until') ? fields.instant('until') : null;
    return feeByDate(fields.some('steps').map(readStep), until);
  }
  if (kind === 'table') return feeTable(fields.some('rows').map(readRow));
  return feeMakerTaker({ maker: fields.text('maker'), taker: fields.text('taker') });
}

/** A line of a contract note: a fee of its own, or a tax in per cent of lines above it. */
function readLine(fields: Fields): FeeLine {
  const name = fields.text('name');
  const side = fields.has('side') ? { side: fields.word('side', ['buy', 'sell']) } : {};
  const fee = fields.has('of')
    ? { percent: fields.text('percent'), of: fields.texts('of') }
    : readFees(fields.object('fee'));
  fields.finish();
  return { name, fee, ...side };
}

/** A fee, and from when it is charged. */
function readStep(fields: Fields): FeeStep {
  const step = { from: fields.instant('from'), fee: readFees(fields.object('fee')) };
  fields.finish();
  return step;
}

/** A row of a broker's price list, and the instruments that it is for. */
function readRow(fields: Fields): FeeRow {
  const row = {
    ...(fields.has('kinds') ? { kinds: fields.words('kinds', instrumentKinds) } : {}),
    ...(fields.has('exchanges') ? { exchanges: fields.texts('exchanges') } : {}),
    ...(fields.has('instruments') ? { instruments: fields.texts('instruments') } : {}),
    ...(fields.has('products') ? { products: fields.words('products', products) } : {}),
    fee: readFees(fields.object('fee')),
  };
  fields.finish();
  return row;
}
