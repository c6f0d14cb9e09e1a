import './hours-note.css';

import type { Calendar } from '@argosy/contract';
import { computed, type ReadonlySignal } from '@preact/signals-core';
import { useEffect, useMemo, useRef, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { formatInstant, formatSpan } from '../format/time.ts';
import type { AccountBook } from '../link/account-book.ts';
import type { Link } from '../link/link.ts';
import { hoursText } from '../text/hours.ts';
import { useSignal } from '../ui/use-signal.ts';
import type { Panel, PanelHours } from './panel-kind.ts';
import { shutMarkets, type PanelMarkets } from './shut-markets.ts';

/** Says over a panel that its market does not trade now, when it opens, and what that means there. */
export function HoursNote({
  hours,
  panel,
}: {
  readonly hours: PanelHours;
  readonly panel: Panel;
}): JSX.Element | null {
  const { link } = useTerminal();
  const calendars = useSignal(link.calendars.rows);
  const { instrument } = panel;
  const ids = useMemo(() => calendarIds(link, hours.of, instrument), [link, hours.of, instrument]);
  const text = useSignal(ids);
  const shut = shutMarkets(calendars, text === null ? null : text.split(' '));
  if (shut.length === 0) return null;
  const isClosed = shut.some(({ phase }) => phase === null);
  return (
    <div className="hours-note" role="note">
      {shut.map((calendar) => (
        <ShutMarket key={calendar.id} calendar={calendar} />
      ))}
      {isClosed ? <span>{hours.means}</span> : null}
    </div>
  );
}

const AGAIN_MS = 10_000;

/** How long it still is writes into its text by itself. */
function ShutMarket({ calendar }: { readonly calendar: Calendar }): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const left = useRef<HTMLSpanElement>(null);
  const { nextOpen, state } = calendar;
  useEffect(() => {
    if (nextOpen === null) return;
    const show = (): void => {
      if (left.current === null) return;
      const span = formatSpan(Date.parse(nextOpen) - link.clock.now());
      left.current.textContent = hoursText.inTime(span);
    };
    show();
    const timer = setInterval(show, AGAIN_MS);
    return () => clearInterval(timer);
  }, [link, nextOpen]);
  const opens =
    nextOpen === null ? hoursText.never : hoursText.opens(formatInstant(nextOpen, zone));
  return (
    <span>
      <span className="hours-note__market">{hoursText.now(calendar)}</span>{' '}
      {state === 'halted' ? null : (
        <>
          {opens}
          <span ref={left} className="hours-note__left" />
        </>
      )}
    </span>
  );
}

/** The calendars that a panel is about, as one text; null for all. What is not known yet is none. */
function calendarIds(
  { instruments, book }: Pick<Link, 'instruments' | 'book'>,
  of: PanelMarkets,
  chosen: ReadonlySignal<string | null>,
): ReadonlySignal<string | null> {
  const calendarOf = (id: string): string => instruments.find(id).value?.calendar ?? '';
  return computed(() => {
    if (of === 'all') return null;
    if (of === 'instrument') return chosen.value === null ? '' : calendarOf(chosen.value);
    const about = of === 'held' ? heldIn(book.value) : workingIn(book.value);
    return [...new Set(about.map(calendarOf))].toSorted().join(' ');
  });
}

function heldIn(book: AccountBook | null): readonly string[] {
  const rows = book?.positions.rows.value ?? [];
  return rows.filter(({ qty }) => /[1-9]/u.test(qty)).map(({ instrument }) => instrument);
}

function workingIn(book: AccountBook | null): readonly string[] {
  const rows = book?.orders.rows.value ?? [];
  return rows.filter(({ isOpen }) => isOpen).map(({ instrument }) => instrument);
}
