import type { Slippage } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatChange, formatNumber } from '../../format/decimal.ts';
import { formatTime, type Zone } from '../../format/time.ts';
import { healthText } from '../../text/health.ts';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { slippageTable } from './slippage-cells.ts';

const AGAIN_MS = 15_000;
const HALF_HOUR_MS = 1_800_000;
/** The strongest colour still lets its number be read. */
const PERCENT = 35;
const HOURS_AND_MINUTES = 5;

/** What orders have cost beside the price at which they were decided: instruments down, the time of day across. */
export function SlippageMap(): JSX.Element {
  const { link } = useTerminal();
  const account = useSignal(link.accountId);
  const slippage = useAsk(
    (signal) => link.api.readSlippage({ query: { account: account ?? undefined }, signal }),
    [account],
    AGAIN_MS,
  );
  return (
    <Part title={healthText.slippage}>
      <Answer
        of={slippage}
        isEmpty={({ cells }) => cells.length === 0}
        empty={healthText.noSlippage}
      >
        {(value) => <SlippageCells slippage={value} />}
      </Answer>
    </Part>
  );
}

function SlippageCells({ slippage }: { readonly slippage: Slippage }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  const { halfHours, rows, most } = useMemo(() => slippageTable(slippage), [slippage]);
  return (
    <div className="heat">
      <p className="muted">{healthText.slippageOf(formatNumber(slippage.orders, 0, grouping))}</p>
      <div className="heat__scroll" tabIndex={0} role="region" aria-label={healthText.slippage}>
        <table className="heat__figures">
          <thead>
            <tr>
              <td />
              {halfHours.map((halfHour) => (
                <th key={halfHour} scope="col" className="number">
                  {timeOfDay(halfHour, zone)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ instrument, cells }) => (
              <tr key={instrument}>
                <th scope="row">{instrument}</th>
                {halfHours.map((halfHour) => {
                  const cell = cells.get(halfHour);
                  if (cell === undefined) return <td key={halfHour} />;
                  const share = most === 0 ? 0 : (Math.abs(cell.bps) / most) * PERCENT;
                  return (
                    <td
                      key={halfHour}
                      className={`heat__figure heat__figure--${cell.bps > 0 ? 'cost' : 'gain'} number`}
                      title={healthText.slippageCell(
                        cell.orders,
                        formatChange(cell.worstBps, 1, grouping),
                      )}
                      style={{ '--share': `${Math.round(share)}%` } as Record<string, string>}
                    >
                      {formatChange(cell.bps, 1, grouping)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** By the clock that is chosen, as it stands today. */
function timeOfDay(halfHour: number, zone: Zone): string {
  const DAY_MS = 86_400_000;
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return formatTime(midnight + halfHour * HALF_HOUR_MS, zone).slice(0, HOURS_AND_MINUTES);
}
