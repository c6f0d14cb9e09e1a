import { useEffect, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber } from '../../format/decimal.ts';
import { portfolioText } from '../../text/portfolio.ts';
import { Part } from '../../ui/part.tsx';
import { commonReturns, correlation } from './correlation.ts';

const INSTRUMENTS_MAX = 12;
/** The strongest colour still lets its number be read. */
const SHARE_MAX = 35;
const DAYS = '1-DAY-LAST-EXTERNAL';

/** How what is held moves together: the correlation of daily returns, each with each. */
export function Correlations({
  instruments,
}: {
  readonly instruments: readonly string[];
}): JSX.Element | null {
  const shown = instruments.slice(0, INSTRUMENTS_MAX);
  const returns = useReturns(shown);
  if (shown.length < 2 || returns === null) return null;
  return (
    <Part title={portfolioText.correlation}>
      <p className="page__tools muted">{portfolioText.correlationOf(returns[0]?.length ?? 0)}</p>
      <table className="correlations">
        <thead>
          <tr>
            <td />
            {shown.map((id) => (
              <th key={id} scope="col">
                {id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((id, row) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              {shown.map((other, column) => (
                <Cell key={other} value={correlation(returns[row] ?? [], returns[column] ?? [])} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

/** Blue together, orange against each other, grey for nothing: and the number says it as well. */
function Cell({ value }: { readonly value: number }): JSX.Element {
  const tone = value < 0 ? 'against' : 'together';
  const share = Number.isNaN(value) ? 0 : Math.abs(value);
  return (
    <td
      className={`correlations__cell correlations__cell--${tone} number`}
      style={{ '--share': `${Math.round(share * SHARE_MAX)}%` } as Record<string, string>}
    >
      {formatNumber(value, 2, 'western')}
    </td>
  );
}

function useReturns(instruments: readonly string[]): readonly (readonly number[])[] | null {
  const { link } = useTerminal();
  const [returns, setReturns] = useState<readonly (readonly number[])[] | null>(null);
  const key = instruments.join(',');
  useEffect(() => {
    const asking = new AbortController();
    const { signal } = asking;
    const load = async (): Promise<void> => {
      const asked = key.split(',').map(async (instrument) => {
        const bars = await link.api.readBars({
          params: { instrument },
          query: { bar: DAYS },
          signal,
        });
        const items = bars.ok ? bars.value.items : [];
        return new Map(items.map(({ opensAt, close }) => [Date.parse(opensAt), Number(close)]));
      });
      const series = await Promise.all(asked);
      if (!signal.aborted) setReturns(commonReturns(series));
    };
    if (key !== '') void load();
    return () => asking.abort();
  }, [link, key]);
  return returns;
}
