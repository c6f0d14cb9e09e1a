import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { putFile } from '../put-file.ts';
import { AttributeBook } from './attribute-book.ts';

/** The file of attributes beside the days of instruments; each of its rows says from which day on it holds. */
const NAME = 'attributes.csv';

/** What is known of instruments besides their terms, as it was kept beside the days of a folder. */
export async function loadAttributes(folder: string, signal?: AbortSignal): Promise<AttributeBook> {
  const path = join(folder, NAME);
  return existsSync(path) ? AttributeBook.load(path, signal) : new AttributeBook();
}

/**
 * Puts what a file says to what is kept beside the days of a folder; where both speak of one attribute on one
 * day, the file is believed. A file with a wrong row changes nothing.
 */
export async function keepAttributes(
  folder: string,
  path: string,
  signal?: AbortSignal,
): Promise<AttributeBook> {
  const said = await AttributeBook.load(path, signal);
  const kept = await loadAttributes(folder, signal);
  kept.take(said);
  mkdirSync(folder, { recursive: true });
  putFile(join(folder, NAME), kept.text());
  return kept;
}
