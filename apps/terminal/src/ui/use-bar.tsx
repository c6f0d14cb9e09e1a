import './use-bar.css';

import type { JSX } from 'react';

const NEAR = 0.8;

/**
 * How much of something is used, as a bar and in words: the words say it by themselves.
 *
 * @example
 * <UseBar label="Loss of a day" share={0.41} text="8,200 of 20,000 (41 %)" />
 */
export function UseBar({
  label,
  share,
  text,
}: {
  readonly label: string;
  /** From 0 on; 1 is all of it. */
  readonly share: number;
  readonly text: string;
}): JSX.Element {
  const shown = Math.min(Math.max(share, 0), 1);
  const tone = share >= 1 ? 'full' : share >= NEAR ? 'near' : 'free';
  return (
    <span
      className={`use-bar use-bar--${tone}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(shown * 100)}
      aria-valuetext={text}
    >
      <span className="use-bar__track" aria-hidden="true">
        <span className="use-bar__fill" style={{ transform: `scaleX(${shown})` }} />
      </span>
      <span className="use-bar__text">{text}</span>
    </span>
  );
}
