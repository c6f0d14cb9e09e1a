import './phone.css';

import type { Signal } from '@preact/signals-core';
import { useEffect, useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { kept } from '../app/kept.ts';
import { isObject, isRecordOf } from '../app/shapes.ts';
import { panelKinds } from '../panels/panel-kinds.tsx';
import { phoneText } from '../text/phone.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useSignal } from '../ui/use-signal.ts';
import { HoursNote } from '../workspace/hours-note.tsx';

const screens = ['positions', 'watchlist', 'chart', 'orders', 'ticket'] as const;
type Screen = (typeof screens)[number];
type States = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Trading on a phone: one screen at a time, the way between them at the bottom. */
export function PhoneTrade({ beside }: { readonly beside: JSX.Element }): JSX.Element {
  const { focus } = useTerminal();
  const [screen, setScreen] = useState<Screen>('watchlist');
  const [states] = useState(() => kept<States>(localStorage, 'phone', {}, isRecordOf(isObject)));
  // Whoever begins an order somewhere is brought to it.
  useEffect(
    () =>
      focus.wish.subscribe((wish) => {
        if (wish !== null) setScreen('ticket');
      }),
    [focus],
  );
  return (
    <div className="phone">
      <div className="phone__screen" data-keys={screen}>
        <ErrorBoundary key={screen} name={phoneText.names[screen]}>
          <PhonePanel screen={screen} states={states} />
        </ErrorBoundary>
      </div>
      {beside}
      <nav className="phone__tabs" aria-label={phoneText.tabs}>
        {screens.map((name) => (
          <button
            key={name}
            type="button"
            className="phone__tab"
            aria-current={name === screen ? 'page' : undefined}
            onClick={() => setScreen(name)}
          >
            {phoneText.names[name]}
          </button>
        ))}
      </nav>
    </div>
  );
}

function PhonePanel({
  screen,
  states,
}: {
  readonly screen: Screen;
  readonly states: Signal<States>;
}): JSX.Element {
  const { focus } = useTerminal();
  const all = useSignal(states);
  const state = all[screen];
  const panel = useMemo(
    () => ({
      id: `phone-${screen}`,
      group: 'A' as const,
      instrument: focus.instrument('A'),
      state: state ?? {},
      set: (change: Readonly<Record<string, unknown>>) => {
        states.value = { ...states.peek(), [screen]: { ...state, ...change } };
      },
    }),
    [focus, screen, state, states],
  );
  const kind = panelKinds.find((known) => known.kind === screen);
  return (
    <>
      {kind?.hours === undefined ? null : <HoursNote hours={kind.hours} panel={panel} />}
      {kind?.render(panel)}
    </>
  );
}
