import { ArgosyError } from 'argosy/core';
import { parseBarSpec, type InstrumentTable } from 'argosy/domain';

import type { BacktestConfig } from './config.ts';
import { contentText } from './row-guard.ts';
import type { Source, SourceContent } from './source.ts';

/** Instruments given twice. */
export function mistakesInInstruments({ instruments }: BacktestConfig): readonly string[] {
  return repeated(instruments.map(({ id }) => id)).map(
    (id) => `instruments.${id}: the id is given twice`,
  );
}

/** What is wrong with the sources: names given twice, instruments and bars the run cannot take. */
export function mistakesInSources(
  sources: readonly Source[],
  instruments: InstrumentTable,
): readonly string[] {
  const twice = repeated(sources.map(({ name }) => name));
  const mistakes = twice.map((name) => `sources.${name}: the name is given twice`);
  for (const { name, contents } of sources) {
    for (const content of contents) {
      const mistake = mistakeInContent(content, instruments);
      if (mistake !== null) mistakes.push(`sources.${name}: ${contentText(content)}: ${mistake}`);
    }
  }
  return mistakes;
}

/** Accounts given twice. */
export function mistakesInAccounts({ accounts }: BacktestConfig): readonly string[] {
  return repeated(accounts.map(({ id }) => id)).map(
    (id) => `accounts.${id}: the id is given twice`,
  );
}

/** Times that cannot be. */
export function mistakesInTimes({ from, until, sampleEvery }: BacktestConfig): string[] {
  const mistakes: string[] = [];
  if (from !== undefined && until !== undefined && from > until) {
    mistakes.push(`from: ${from} lies behind until, ${until}`);
  }
  if (sampleEvery !== undefined && !(sampleEvery > 0))
    mistakes.push(`sampleEvery: expected more than 0, found ${sampleEvery}`);
  return mistakes;
}

/** Makes an id or notes why it is none. */
export function parseOr<Id>(
  make: (text: string) => Id,
  text: string,
  note: (reason: string) => void,
): Id | null {
  try {
    return make(text);
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    note(error.message);
    return null;
  }
}

function mistakeInContent(content: SourceContent, instruments: InstrumentTable): string | null {
  if (instruments.indexOf(content.instrument) === undefined) return 'unknown instrument';
  if (content.kind !== 'bar') return null;
  const spec = parseBarSpec(content.spec);
  if (!spec.ok) return spec.refusal.reason;
  if (spec.value.source !== 'EXTERNAL') return 'only EXTERNAL bars come from a source';
  return spec.value.instrument === content.instrument ? null : `not bars of ${content.instrument}`;
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))];
}
