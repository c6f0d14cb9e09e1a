import { parseInstrumentId } from '@argosy/catalog/instruments';
import { assertNever, formatDay, formatScaled } from 'argosy/core';
import type { Instrument, InstrumentTable } from 'argosy/domain';

const columns = [
  'exchange',
  'symbol',
  'kind',
  'name',
  'underlying',
  'expiry',
  'strike',
  'right',
  'price_precision',
  'tick',
  'lot',
];
/** What is listed as the catalog's own plain file: kinds that the catalog has no rows for are left out. */
export function instrumentFile({ all }: Pick<InstrumentTable, 'all'>): string {
  const lines = all.flatMap((instrument) => {
    const row = rowOf(instrument);
    return row === null ? [] : [columns.map((name) => row[name] ?? '').join(',')];
  });
  return [columns.join(','), ...lines, ''].join('\n');
}

type Row = Readonly<Record<string, string>>;

function rowOf(instrument: Instrument): Row | null {
  const { exchange, pricePrecision, tick, lot } = instrument;
  const common = {
    exchange,
    kind: instrument.kind,
    price_precision: String(pricePrecision),
    tick: formatScaled(tick, pricePrecision),
    lot: String(lot),
  };
  const symbol = symbolOf(instrument.id);
  switch (instrument.kind) {
    case 'equity':
    case 'index':
      return { ...common, symbol, name: symbol };
    case 'future':
    case 'option': {
      const day = parseInstrumentId(instrument.id)?.contract?.expiry;
      if (day === undefined) return null;
      const contract = {
        ...common,
        symbol,
        underlying: symbolOf(instrument.underlying),
        expiry: formatDay(day),
      };
      if (instrument.kind === 'future') return contract;
      const strike = formatScaled(instrument.strike, pricePrecision);
      return { ...contract, strike, right: instrument.right };
    }
    case 'currencyPair':
    case 'cryptoSpot':
    case 'perpetual':
    case 'derived':
      return null;
    default:
      return assertNever(instrument);
  }
}

function symbolOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}
