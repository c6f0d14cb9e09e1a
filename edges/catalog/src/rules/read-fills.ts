import { ArgosyError, parseScaledBigint } from 'argosy/core';

import { csvTable } from '../csv/csv-table.ts';
import { catalogErrors } from '../errors.ts';
import type { NoteFill } from './contract-note.ts';
import type { RuleMistake } from './read-rules.ts';
import { RULE_SCALE } from './rule-fields.ts';

const columns = ['segment', 'order', 'security', 'side', 'qty', 'price', 'multiplier'] as const;
type Row = Readonly<Record<string, string>>;

/**
 * Reads the fills of a note from CSV with the columns `segment`, `order`, `security`, `side`, `qty`,
 * `price` and maybe `multiplier`. Every mistake is told at once, with its line.
 */
export function readNoteFills(file: string, text: string): readonly NoteFill[] {
  const { rows, lines, mistakes } = csvTable(text);
  const found: RuleMistake[] = mistakes.map(({ line, detail }) => {
    return { file, row: line, reason: detail };
  });
  const fills = rows.map((row, at): NoteFill => {
    return readFill(row, (reason) => found.push({ file, row: lines[at] ?? 0, reason }));
  });
  if (found.length > 0) throw badFills(found);
  return fills;
}

function readFill(row: Row, note: (reason: string) => void): NoteFill {
  const text = (name: (typeof columns)[number]): string => {
    const value = row[name] ?? '';
    if (value === '') note(`'${name}' is missing`);
    return value;
  };
  const amount = (name: 'qty' | 'price' | 'multiplier', least: bigint): string => {
    const value = text(name);
    const read = parseScaledBigint(value, RULE_SCALE);
    if (value !== '' && (!read.ok || read.value < least)) {
      note(`'${name}': expected a decimal ${least === 0n ? 'from' : 'above'} 0, found ${value}`);
    }
    return value;
  };
  const side = text('side');
  if (side !== '' && side !== 'buy' && side !== 'sell') {
    note(`'side': expected buy or sell, found ${side}`);
  }
  for (const name of Object.keys(row)) {
    if (!columns.some((column) => column === name)) note(`'${name}': is not known here`);
  }
  return {
    segment: text('segment'),
    order: text('order'),
    security: text('security'),
    side: side === 'sell' ? 'sell' : 'buy',
    qty: amount('qty', 1n),
    price: amount('price', 0n),
    multiplier: row['multiplier'] === undefined ? '1' : amount('multiplier', 1n),
  };
}

function badFills(mistakes: readonly RuleMistake[]): ArgosyError {
  const told = mistakes.slice(0, 100).map(({ file, row, reason }) => `  ${file}:${row}: ${reason}`);
  const text = `${catalogErrors.FILLS_BAD.message}:\n${told.join('\n')}`;
  return new ArgosyError('FILLS_BAD', text, { mistakes });
}
