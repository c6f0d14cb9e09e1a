import './guide.css';

import { useState, type JSX } from 'react';

import { kept } from '../app/preferences.ts';
import { useTerminal } from '../app/context.tsx';
import type { AccountBook } from '../link/account-book.ts';
import { guideText } from '../text/guide.ts';
import { Button } from '../ui/button.tsx';
import { useSignal } from '../ui/use-signal.ts';
import { guideSteps } from './guide-steps.ts';

/** The way to the first trade, for who has never traded here: on paper alone, and until they say that they know it. */
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
  const [isOver] = useState(() => kept(localStorage, 'guideIsOver', false));
  const isHidden = useSignal(isOver);
  const instrument = useSignal(focus.instrument('A'));
  const orders = useSignal(book.orders.rows);
  const isLoaded = useSignal(book.fills.isLoaded);
  const fills = useSignal(book.fills.rows);
  // Who had traded before the page was opened needs no guide.
  const [wasNew, setWasNew] = useState<boolean | null>(null);
  if (isLoaded && wasNew === null) setWasNew(fills.length === 0);
  if (isHidden || wasNew !== true) return null;
  const steps = guideSteps({
    hasInstrument: instrument !== null,
    hasOrder: orders.length > 0,
    hasFill: fills.length > 0,
  });
  const next = steps.find(({ isDone }) => !isDone)?.step ?? null;
  return (
    <aside className="guide" aria-label={guideText.title}>
      <div className="guide__title">
        <strong className={next === null ? 'guide__later' : ''}>{guideText.title}</strong>
        <p className={next === null ? '' : 'guide__later'}>{guideText.finished}</p>
      </div>
      <ol className="guide__steps">
        {steps.map(({ step, isDone }) => (
          <li
            key={step}
            className={isDone ? 'guide__step--done' : ''}
            aria-current={step === next ? 'step' : undefined}
          >
            {guideText.steps[step]}
            <span className={`guide__sign up ${isDone ? '' : 'guide__later'}`}>
              {' '}
              ✓ {guideText.done}
            </span>
          </li>
        ))}
      </ol>
      <Button kind="quiet" onClick={() => (isOver.value = true)}>
        {guideText.dismiss}
      </Button>
    </aside>
  );
}
