import { toInstrumentId, type Quantity, type Timestamp } from 'argosy/core';
import { flawOfPlan, type ExecutionAlgorithm, type ExecutionPlan } from 'argosy/domain';

import { failReading, type Fields } from './fields.ts';

const algorithms = ['twap', 'vwap', 'shortfall', 'pov', 'iceberg'] as const;
/** Reads quantities; a run file and a scenario know their instruments each in its own way. */
type Precision = { readonly sizePrecision: number };

/** Reads how a parent order is worked. */
export function readPlan(fields: Fields, { sizePrecision }: Precision): ExecutionPlan {
  const algorithm = readAlgorithm(fields, sizePrecision);
  const startAt: Timestamp | null = fields.has('from') ? fields.instant('from') : null;
  const endAt = fields.instant('until');
  const atEnd = fields.word('atEnd', ['cancel', 'sweep'], 'cancel');
  const routes = fields.has('routes') ? fields.listOf('routes', toInstrumentId) : null;
  const plan = { algorithm, startAt, endAt, atEnd, ...(routes === null ? {} : { routes }) };
  const place = fields.placeOf('algorithm');
  const flaw = fields.isNotedWithin(place) ? null : flawOfPlan(plan);
  if (flaw !== null) failReading(flaw, place);
  fields.finish('algorithm');
  return plan;
}

function readAlgorithm(fields: Fields, sizePrecision: number): ExecutionAlgorithm {
  const qty = (name: string): Quantity => fields.quantity(name, sizePrecision);
  const type = fields.word('algorithm', algorithms);
  switch (type) {
    case 'twap':
      return { type, slices: fields.whole('slices') };
    case 'vwap':
      return { type, curve: fields.listOf('curve', Number) };
    case 'shortfall':
      return { type, slices: fields.whole('slices'), urgency: fields.whole('urgency') };
    case 'pov':
      return { type, rateBps: fields.whole('rateBps'), least: qty('least') };
    case 'iceberg':
    default:
      return {
        type,
        shown: qty('shown'),
        ...(fields.has('varyBps') ? { varyBps: fields.whole('varyBps') } : {}),
      };
  }
}
