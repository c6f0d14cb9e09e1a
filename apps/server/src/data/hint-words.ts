import type { DataHints } from '@argosy/contract';

const options: Readonly<Record<keyof DataHints, string>> = {
  kind: '--kind',
  instrument: '--instrument',
  exchange: '--exchange',
  spec: '--spec',
  moment: '--moment',
  place: '--place',
  timeFormat: '--time-format',
};

/** What somebody says of a file, as words of `argosy data import`: a value that begins with a dash stays one. */
export function hintWords(hints: DataHints): readonly string[] {
  return Object.entries(options).flatMap(([name, option]) => {
    const value = hints[name as keyof DataHints];
    return value === undefined ? [] : [`${option}=${value}`];
  });
}
