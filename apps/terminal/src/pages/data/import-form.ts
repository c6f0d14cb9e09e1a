import type { DataHints, DataMapping } from '@argosy/contract';

import type { dataText } from '../../text/data.ts';

/** What a column can mean. */
export type Role = keyof typeof dataText.roles;

/** What somebody says of a file beforehand, as typed; empty is guessed. */
export type HintForm = Readonly<Record<'instrument' | 'exchange' | 'spec' | 'place', string>> & {
  readonly kind: 'bar' | 'quote' | 'trade' | '';
};

/** Nothing is said. */
export const noHints: HintForm = { instrument: '', exchange: '', spec: '', place: '', kind: '' };

/** The most that is brought in one piece. */
export const UPLOAD_BYTES: number = 8 << 20;

/** The hints that were given. */
export function hintsOf({ kind, ...texts }: HintForm): DataHints {
  const given = Object.entries(texts).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [[name, text.trim()] as const],
  );
  return { ...Object.fromEntries(given), ...(kind === '' ? {} : { kind }) };
}

/** What the columns of a kind can mean, what it needs first. */
export const rolesOf: Readonly<Record<DataMapping['kind'], readonly Role[]>> = {
  bar: ['time', 'clock', 'open', 'high', 'low', 'close', 'volume', 'instrument'],
  quote: ['time', 'clock', 'bid', 'ask', 'bidQty', 'askQty', 'instrument'],
  trade: ['time', 'clock', 'price', 'qty', 'aggressor', 'tradeId', 'instrument'],
};

/** A mapping whose column means something else; null takes the meaning from all. */
export function withColumn(mapping: DataMapping, role: Role, place: number | null): DataMapping {
  const others = Object.entries(mapping.columns).filter(([name]) => name !== role);
  const columns = Object.fromEntries(place === null ? others : [...others, [role, place]]);
  return { ...mapping, columns };
}

/** The names of a file's columns, or what stands first in each where it names none. */
export function columnNames(text: string, { delimiter }: DataMapping): readonly string[] {
  const [line = ''] = text.replace(/^\uFEFF/u, '').split(/\r?\n/u, 1);
  return line.split(delimiter ?? ',').map((cell) => cell.trim().replaceAll('"', ''));
}
