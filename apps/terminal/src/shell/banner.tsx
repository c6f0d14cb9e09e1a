import { useEffect, useState, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { formatSpan } from '../format/time.ts';
import { shellText } from '../text/shell.ts';
import { useSignal } from '../ui/use-signal.ts';

const MICROS_PER_MS = 1_000;
const TICK_MS = 500;
/** As the page comes up it is connecting: no news until it takes long. */
const COMES_UP_MS = 2_000;

/** Says over the whole page that what is shown is not live, since when, and when it is tried again. */
export function ConnectionBanner(): JSX.Element | null {
  const { link } = useTerminal();
  const connection = useSignal(link.connection);
  const session = useSignal(link.session.state);
  const [now, setNow] = useState(() => Date.now());
  const isLost = session === 'in' && connection.state !== 'connected';
  useEffect(() => {
    if (!isLost) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isLost]);
  const { state, since, retryAt } = connection;
  const millis = now - since / MICROS_PER_MS;
  if (!isLost || (state === 'connecting' && millis < COMES_UP_MS)) return null;
  const age = formatSpan(millis);
  const wait = retryAt === null ? '' : formatSpan(Math.max(0, retryAt / MICROS_PER_MS - now));
  return (
    <div className="banner" role="alert">
      {shellText.banner(shellText.connection[state])} {shellText.since(age)}
      {wait === '' ? null : ` ${shellText.retry(wait)}`}
    </div>
  );
}
