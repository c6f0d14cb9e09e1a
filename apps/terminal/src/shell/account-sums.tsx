import './account-sums.css';

import { useEffect, useRef, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { formatChange, formatDecimal, UNKNOWN } from '../format/decimal.ts';
import type { AccountBook } from '../link/account-book.ts';
import { paintGain, sumOf, useOpenGain } from '../panels/positions/gain-sums.tsx';
import { shellText } from '../text/shell.ts';
import { useRows } from '../ui/use-rows.ts';
import { useSignal } from '../ui/use-signal.ts';

const PLACES = 2;

/** What the account has to trade with and what its positions have gained, on every page and in the title of its tab. */
export function AccountSums(): JSX.Element | null {
  const { link } = useTerminal();
  const book = useSignal(link.book);
  return book === null ? null : <SumsOf book={book} />;
}

function SumsOf({ book }: { readonly book: AccountBook }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const isPrivate = useSignal(preferences.isPrivate);
  const positions = useRows(book.positions.rows);
  const [first] = useRows(book.funds.rows);
  const net = useRef<HTMLElement>(null);
  const settled =
    sumOf(positions.map(({ realised }) => realised.amount)) -
    sumOf(positions.map(({ charges }) => charges.amount));
  const title = useTitle(isPrivate || positions.length === 0);
  useOpenGain(positions, (gain) => {
    const text = formatChange(gain + settled, PLACES, grouping);
    paintGain(net.current, gain + settled, text);
    title.current = text;
  });
  return (
    <dl className="account-sums">
      <div className="account-sums__one account-sums__one--available">
        <dt>{shellText.available}</dt>
        <dd className="number money" title={first?.currency}>
          {first === undefined ? UNKNOWN : formatDecimal(first.available, grouping)}
        </dd>
      </div>
      <div className="account-sums__one">
        <dt>{shellText.net}</dt>
        <dd ref={net} className="number money" />
      </div>
    </dl>
  );
}

const TITLE_MS = 1_000;

/** The tab says what was gained, for who is at another one; once a second, as nobody reads faster there. */
function useTitle(isHidden: boolean): { current: string } {
  const text = useRef('');
  useEffect(() => {
    if (isHidden) return;
    const timer = setInterval(() => {
      document.title = `${text.current} · ${shellText.product}`;
    }, TITLE_MS);
    return () => {
      clearInterval(timer);
      document.title = shellText.product;
    };
  }, [isHidden]);
  return text;
}
