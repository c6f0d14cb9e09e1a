import { useMemo } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { useAsk, type Asked } from '../../ui/use-ask.ts';
import { readSheet, type Sheet } from './sheet.ts';

/** The tear sheet of a run. */
export function useSheet(id: string): Pick<Asked<unknown>, 'problem' | 'again'> & {
  readonly sheet: Sheet | null;
  /** It is there, and of a version that is not known. */
  readonly isUnknown: boolean;
} {
  const { link } = useTerminal();
  const { value, problem, again } = useAsk(
    (signal) => link.api.readBacktestFile({ params: { backtest: id, file: 'sheet.json' }, signal }),
    [id],
  );
  const sheet = useMemo(() => (value === null ? null : readSheet(value)), [value]);
  return { sheet, problem, again, isUnknown: value !== null && sheet === null };
}
