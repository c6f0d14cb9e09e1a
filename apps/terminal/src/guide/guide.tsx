import './guide.css';

import { useState, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { kept } from '../app/kept.ts';
import { isFlag } from '../app/shapes.ts';
import type { AccountBook } from '../link/account-book.ts';
import { guideText } from '../text/guide.ts';
import { Button } from '../ui/button.tsx';
import { useSignal } from '../ui/use-signal.ts';
import { nextStep } from './guide-steps.ts';

/**
 * The way to the first trade, for who has never traded here: on paper alone, and until they say that they know it. It stands
 * where there is room for it already: nothing moves aside as it comes, or goes.
 */
export function Guide(): JSX.Element | null {
  const { link } = useTerminal();
  const book = useSignal(link.book);
  const account = useSignal(link.account);
  const me = useSignal(link.me);
  const isMeant = account?.mode === 'paper' && me?.role === 'owner';
  return book === null || !isMeant ? null : <GuideOf book={book} />;
}

function GuideOf({ book }: { readonly book: AccountBook }): JSX.Element | null {
  const { focus } = useTerminal();
  const [isOver] = useState(() => kept(localStorage, 'guideIsOver', false, isFlag));
  const isHidden = useSignal(isOver);
  const instrument = useSignal(focus.instrument('A'));
  const orders = useSignal(book.orders.rows);
  const isLoaded = useSignal(book.fills.isLoaded);
  const fills = useSignal(book.fills.rows);
  // Who had traded before the page was opened needs no guide.
  const [wasNew, setWasNew] = useState<boolean | null>(null);
  if (isLoaded && wasNew === null) setWasNew(fills.length === 0);
  if (isHidden || wasNew !== true) return null;
  const next = nextStep({
    hasInstrument: instrument !== null,
    hasOrder: orders.length > 0,
    hasFill: fills.length > 0,
  });
  return (
    <aside className="guide" aria-label={guideText.title}>
      <strong className="guide__title">{guideText.title}</strong>
      <span className="guide__step" role="status">
        {next === null ? guideText.finished : guideText.steps[next]}
      </span>
      <Button kind="quiet" onClick={() => (isOver.value = true)}>
        {guideText.dismiss}
      </Button>
    </aside>
  );
}
