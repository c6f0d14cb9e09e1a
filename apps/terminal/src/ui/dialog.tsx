import './dialog.css';

import { useEffect, useId, useRef, type JSX, type ReactNode } from 'react';

import { dialogs } from '../text/dialogs.ts';

/** A dialog over the page: focus stays within, Escape closes it, and goes back to where it came from. */
export function Dialog({
  title,
  onClose,
  children,
  isWide = false,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly isWide?: boolean;
}): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const opener = document.activeElement;
    element.current?.showModal();
    // What is to be done in it comes first, not the way out.
    const first = element.current?.querySelector<HTMLElement>(
      '.dialog__body :is(input, select, textarea, button):not(:disabled)',
    );
    first?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={`dialog ${isWide ? 'dialog--wide' : ''}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog__head">
        <h2 id={heading}>{title}</h2>
        <button
          type="button"
          className="dialog__close"
          aria-label={dialogs.close}
          onClick={onClose}
        >
          ×
        </button>
      </header>
      <div className="dialog__body">{children}</div>
    </dialog>
  );
}
