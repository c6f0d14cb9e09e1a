import './button.css';

import { useEffect, useRef, useState, type ComponentProps, type JSX } from 'react';

/** What a button is for: its colour. */
export type ButtonKind = 'plain' | 'primary' | 'danger' | 'buy' | 'sell' | 'quiet';

/** A button; its text says what it does. */
export function Button({
  kind = 'plain',
  className = '',
  ...rest
}: ComponentProps<'button'> & { readonly kind?: ButtonKind }): JSX.Element {
  return <button type="button" className={`button button--${kind} ${className}`} {...rest} />;
}

/** A button that has to be held: for what cannot be taken back. Space and Enter hold it as well. */
export function HoldButton({
  holdMs,
  onHeld,
  children,
  kind = 'danger',
  className = '',
  ...rest
}: Omit<ComponentProps<'button'>, 'onClick'> & {
  readonly holdMs: number;
  readonly onHeld: () => void;
  readonly kind?: ButtonKind;
}): JSX.Element {
  const [isHeld, setHeld] = useState(false);
  const newest = useRef(onHeld);
  useEffect(() => {
    newest.current = onHeld;
  });
  useEffect(() => {
    if (!isHeld) return;
    const timer = setTimeout(() => {
      setHeld(false);
      newest.current();
    }, holdMs);
    return () => clearTimeout(timer);
  }, [isHeld, holdMs]);
  const isHoldKey = (code: string): boolean => code === 'Space' || code === 'Enter';
  return (
    <button
      type="button"
      className={`button button--${kind} button--hold ${isHeld ? 'button--held' : ''} ${className}`}
      style={{ '--hold': `${holdMs}ms` } as Record<string, string>}
      onPointerDown={() => setHeld(true)}
      onPointerUp={() => setHeld(false)}
      onPointerLeave={() => setHeld(false)}
      onPointerCancel={() => setHeld(false)}
      onBlur={() => setHeld(false)}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (isHoldKey(event.code) && !event.repeat) setHeld(true);
        if (isHoldKey(event.code)) event.preventDefault();
      }}
      onKeyUp={(event) => {
        if (isHoldKey(event.code)) setHeld(false);
      }}
      {...rest}
    >
      {children}
    </button>
  );
}
