import {
  cappedFee,
  feeLines,
  feeMakerTaker,
  feePercent,
  feePerShare,
  feeTable,
  noFees,
  type FeeLine,
  type FeeModel,
  type FeeRow,
} from 'argosy/matching';

import { instrumentKinds } from '../checks/instrument.ts';
import { type Fields, readAt } from './fields.ts';

const feeKinds = ['none', 'perShare', 'percent', 'makerTaker', 'lines', 'table'] as const;

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

/** A row of a broker's price list, and the instruments that it is for. */
function readRow(fields: Fields): FeeRow {
  const row = {
    ...(fields.has('kinds') ? { kinds: fields.words('kinds', instrumentKinds) } : {}),
    ...(fields.has('exchanges') ? { exchanges: fields.texts('exchanges') } : {}),
    ...(fields.has('instruments') ? { instruments: fields.texts('instruments') } : {}),
    fee: readFees(fields.object('fee')),
  };
  fields.finish();
  return row;
}
