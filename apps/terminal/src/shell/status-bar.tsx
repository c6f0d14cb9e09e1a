import { useEffect, useRef, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { formatInstant, formatTime } from '../format/time.ts';
import { PhoneActions } from '../phone/phone-actions.tsx';
import { hoursText } from '../text/hours.ts';
import { shellText } from '../text/shell.ts';
import { useIsPhone } from '../ui/use-is-phone.ts';
import { useSignal } from '../ui/use-signal.ts';

const SECOND_MS = 1_000;

/** How the connection stands, and what time it is for the machines. */
export function StatusBar(): JSX.Element {
  const { link } = useTerminal();
  const { state, reason } = useSignal(link.connection);
  const isPhone = useIsPhone();
  return (
    <footer className="status-bar">
      <span className={`lamp lamp--${state}`} aria-hidden="true" />
      <span role="status">{shellText.connection[state]}</span>
      <span className="muted">{state === 'connected' ? null : reason}</span>
      <span className="status-bar__space" />
      {isPhone ? <PhoneActions /> : <Markets />}
      <NodeTime />
    </footer>
  );
}

const MARKETS_MAX = 3;

/** Which markets trade, and until when. */
function Markets(): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const at = (instant: string | null): string | null =>
    instant === null ? null : formatInstant(instant, zone);
  return (
    <>
      {useSignal(link.calendars.rows)
        .slice(0, MARKETS_MAX)
        .map((calendar) => (
          <span key={calendar.id} className="number">
            {calendar.state === 'open'
              ? hoursText.open(calendar, at(calendar.nextClose))
              : hoursText.shut(calendar, at(calendar.nextOpen))}
          </span>
        ))}
    </>
  );
}

/** The clock writes into its text by itself: nothing renders each second. */
function NodeTime(): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const cell = useRef<HTMLTimeElement>(null);
  useEffect(() => {
    const show = (): void => {
      if (cell.current !== null) cell.current.textContent = formatTime(link.clock.now(), zone);
    };
    show();
    const timer = setInterval(show, SECOND_MS);
    return () => clearInterval(timer);
  }, [link, zone]);
  return <time ref={cell} className="number" />;
}
