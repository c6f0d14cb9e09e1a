import { AttributeBook, keepAttributes } from '@argosy/catalog/instruments';
import { formatDay } from 'argosy/core';

import { exitCodes, requireFolder } from '../words.ts';
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

/** Keeps what a file says of instruments beside the days of a folder. */
export async function describe({ words, terminal }: VerbCall): Promise<number> {
  const [folder = '', path = ''] = words;
  requireFolder('DIR', folder);
  const book = await keepAttributes(folder, path, terminal.signal);
  terminal.say(`${book.rows} rows of ${book.ids.length} instruments are known in ${folder}`);
  return exitCodes.done;
}

/** What a book knows of an instrument on a day, each by its name; what it does not is left out. */
export function attributeTexts(
  book: AttributeBook,
  id: string,
  day: number,
): readonly (readonly [name: string, text: string])[] {
  return Object.entries(book.at(id, day)).flatMap(([name, value]) => {
    if (value === null) return [];
    return [[name, Array.isArray(value) ? value.join('|') || 'none' : String(value)] as const];
  });
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
  if (!isJson) {
    return attributeTexts(book, id, day).map(([name, text]) => name.padEnd(NAME_WIDTH) + text);
  }
  const known = Object.entries(book.at(id, day)).filter(([, value]) => value !== null);
  return known.length === 0 ? [] : [JSON.stringify({ id, ...Object.fromEntries(known) })];
}
