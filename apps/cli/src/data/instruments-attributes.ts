import { AttributeBook } from '@argosy/catalog/instruments';
import { formatDay } from 'argosy/core';

import { exitCodes } from '../words.ts';
import { toDay } from './instruments-load.ts';
import type { VerbCall } from './instruments-verb.ts';

const NAME_WIDTH = 16;

/** Checks a file of attributes, or prints what it says of an instrument; 1 where that is nothing. */
export async function showAttributes({ words, values, terminal }: VerbCall): Promise<number> {
  const [path = '', id] = words;
  const book = await AttributeBook.load(path, terminal.signal);
  if (id === undefined) {
    terminal.say(`${book.rows} rows of ${book.ids.length} instruments`);
    return exitCodes.done;
  }
  const isJson = values.json === true;
  const lines =
    values.day === undefined
      ? changeLines(book, id, isJson)
      : dayLines(book, id, { day: toDay(values.day), isJson });
  for (const line of lines) terminal.say(line);
  if (lines.length > 0) return exitCodes.done;
  terminal.say(`${id}: nothing is known of it`);
  return exitCodes.bad;
}

function changeLines(book: AttributeBook, id: string, isJson: boolean): readonly string[] {
  return book.changes(id).map(({ from, name, value }) => {
    const day = formatDay(from);
    if (isJson) return JSON.stringify({ from: day, name, value });
    return `${day}  ${name.padEnd(NAME_WIDTH)}${value ?? '-'}`;
  });
}

function dayLines(
  book: AttributeBook,
  id: string,
  { day, isJson }: { readonly day: number; readonly isJson: boolean },
): readonly string[] {
  const known = Object.entries(book.at(id, day)).filter(([, value]) => value !== null);
  if (known.length === 0) return [];
  if (isJson) return [JSON.stringify({ id, ...Object.fromEntries(known) })];
  return known.map(([name, value]) => {
    const text = Array.isArray(value) ? value.join('|') || 'none' : String(value);
    return `${name.padEnd(NAME_WIDTH)}${text}`;
  });
}
