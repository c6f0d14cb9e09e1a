import type { BarTime, CsvLayout, InstrumentColumn, TimeUnit } from '@argosy/catalog';
import type { Fields } from 'argosy/backtest';
import { toInstrumentId } from 'argosy/core';

const units: readonly TimeUnit[] = ['us', 'ms', 's', 'iso'];

/** Reads what the columns of a file mean. */
export function readLayout(fields: Fields): CsvLayout {
  const kind = fields.word('kind', [
    'quote',
    'trade',
    'book',
    'queue',
    'bar',
    'mark',
    'index',
    'funding',
  ]);
  const layout = layoutOf(kind, fields, readInstrumentColumn(fields));
  fields.finish();
  return layout;
}

/** `instrument` is the one of the whole file, `instrumentColumn` names the column that tells it. */
function readInstrumentColumn(fields: Fields): InstrumentColumn {
  if (!fields.has('instrument')) return { column: fields.text('instrumentColumn', 'instrument') };
  return { id: fields.made('instrument', toInstrumentId) };
}

function layoutOf(
  kind: CsvLayout['kind'],
  fields: Fields,
  instrument: InstrumentColumn,
): CsvLayout {
  const column = (name: string): string => fields.text(name, name);
  if (kind === 'bar') {
    return {
      kind,
      instrument,
      spec: fields.text('spec'),
      time: readBarTime(fields.object('time')),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: fields.textOrNull('volume'),
    };
  }
  const time = column('time');
  const timeUnit = fields.word('timeUnit', units, 'iso');
  if (kind === 'quote') {
    const sizes = { bidQty: fields.textOrNull('bidQty'), askQty: fields.textOrNull('askQty') };
    return { kind, instrument, time, timeUnit, bid: column('bid'), ask: column('ask'), ...sizes };
  }
  if (kind === 'mark' || kind === 'index') {
    return { kind, instrument, time, timeUnit, price: fields.text('price', `${kind}_price`) };
  }
  if (kind === 'funding') {
    const rate = fields.text('rate', 'funding_rate');
    return { kind, instrument, time, timeUnit, rate, price: fields.textOrNull('price') };
  }
  const prices = { price: column('price'), qty: column('qty') };
  if (kind === 'book') {
    const marks = { snapshot: column('snapshot'), last: fields.textOrNull('last') };
    return { kind, instrument, time, timeUnit, side: column('side'), ...prices, ...marks };
  }
  if (kind === 'queue') {
    const of = { action: column('action'), order: column('order'), side: column('side') };
    return { kind, instrument, time, timeUnit, ...of, ...prices };
  }
  return {
    kind,
    instrument,
    time,
    timeUnit,
    ...prices,
    aggressor: fields.textOrNull('aggressor'),
    tradeId: fields.textOrNull('tradeId'),
  };
}

function readBarTime(fields: Fields): BarTime {
  const is = fields.word('is', ['open', 'close', 'both', 'day'], 'close');
  const time = barTimeOf(is, fields);
  fields.finish();
  return time;
}

function barTimeOf(is: BarTime['is'], fields: Fields): BarTime {
  if (is === 'day') {
    const format = fields.word('format', ['YYYY-MM-DD', 'M/D/YYYY'], 'YYYY-MM-DD');
    return { is, column: fields.text('column', 'date'), format };
  }
  const unit = fields.word('unit', units, 'iso');
  if (is !== 'both') return { is, column: fields.text('column', 'time'), unit };
  return { is, opensAt: fields.text('opensAt'), closesAt: fields.text('closesAt'), unit };
}
