import { formatScaled, formatTimestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import type { Preview } from './import-file.ts';
import { rolesOf, type Mapping } from './mapping.ts';

/** What would be taken in, in lines for a person: the mapping, the first rows as they would be kept, what is wrong. */
export function previewLines(preview: Preview): readonly string[] {
  const { mapping, header, doubts, rows, errors } = preview;
  return [
    ...mappingLines(mapping, header),
    '',
    'the first rows, as they would be kept',
    ...rows.map((row) => `  ${rowText(row, mapping)}`),
    ...(errors.length === 0 ? [] : ['', 'rows that could not be kept']),
    ...errors.slice(0, 10).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(doubts.length === 0 ? [] : ['', 'nobody can tell from the file']),
    ...doubts.map((doubt) => `  ${doubt}`),
  ];
}

/** What a mapping says, in lines. */
function mappingLines(mapping: Mapping, header: readonly string[] | null): readonly string[] {
  const { kind, encoding, delimiter, hasHeader, spec, moment, instrument, exchange } = mapping;
  const how =
    encoding === null
      ? 'Parquet'
      : `${encoding}, cells by ${JSON.stringify(delimiter)}, ${hasHeader ? 'with' : 'without'} a header`;
  const of =
    instrument ?? (exchange === null ? 'by a column' : `by a column, .${exchange} behind it`);
  const columns = rolesOf(kind).flatMap((role) => {
    const place = mapping.columns[role];
    if (place === undefined) return [];
    const name = header?.[place] ?? `column ${place + 1}`;
    return [`  ${role.padEnd(12)} ${name}`];
  });
  return [
    `file          ${how}`,
    `rows          ${kind}s${spec === null ? '' : ` ${spec}, named by their ${moment}`}`,
    `instrument    ${of}`,
    `times         ${mapping.timeFormat}, by the clock of ${mapping.place}`,
    `places        ${mapping.pricePrecision} of prices, ${mapping.sizePrecision} of quantities`,
    ...columns,
  ];
}

function rowText(row: MarketData, { pricePrecision, sizePrecision }: Mapping): string {
  const price = (value: number): string => formatScaled(value, pricePrecision);
  const qty = (value: number): string => formatScaled(value, sizePrecision);
  const at = formatTimestamp(row.eventAt, row.nanos);
  if (row.kind === 'bar') {
    const prices = [row.open, row.high, row.low, row.close].map(price).join(' ');
    const span = `${formatTimestamp(row.opensAt)} to ${formatTimestamp(row.closesAt)}`;
    return `${row.instrument} ${span} ${prices} volume ${qty(row.volume)}`;
  }
  if (row.kind === 'quote') {
    const [bid, ask] = [
      `${price(row.bid)} × ${qty(row.bidQty)}`,
      `${price(row.ask)} × ${qty(row.askQty)}`,
    ];
    return `${row.instrument} ${at} ${bid}, ${ask}`;
  }
  if (row.kind !== 'trade') return `${row.instrument} ${at} ${row.kind}`;
  const taker = row.aggressor === null ? '' : ` ${row.aggressor}`;
  return `${row.instrument} ${at} ${price(row.price)} × ${qty(row.qty)}${taker} ${row.tradeId}`;
}
