import './state.css';

import type { Problem } from '@argosy/contract';
import type { JSX, ReactNode } from 'react';

import { states } from '../text/states.ts';
import { Button } from './button.tsx';

/** A panel that has nothing to show yet, in the shape that it will have. */
export function Loading({ rows = 6 }: { readonly rows?: number }): JSX.Element {
  return (
    <div className="state state--loading" role="status" aria-label={states.loading}>
      {Array.from({ length: rows }, (_, at) => (
        <span key={at} className="state__bone" aria-hidden="true" />
      ))}
    </div>
  );
}

/** A panel that is empty, and what to do about it. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}): JSX.Element {
  return (
    <div className="state state--empty">
      <p className="state__title">{title}</p>
      {children}
    </div>
  );
}

const FORBIDDEN = 403;

/** What went wrong, what it means, and what can be done. Somebody who may not see it is told so. */
export function Failed({
  problem,
  again,
}: {
  readonly problem: Problem;
  readonly again?: () => void;
}): JSX.Element {
  const isForbidden = problem.status === FORBIDDEN;
  return (
    <div className={`state ${isForbidden ? 'state--forbidden' : 'state--error'}`} role="alert">
      <p className="state__title">{isForbidden ? states.forbidden : problem.title}</p>
      <p>{problem.detail}</p>
      {problem.requestId === '' ? null : (
        <p className="state__id mono" title={states.requestId}>
          {problem.code} · {problem.requestId}
        </p>
      )}
      {again === undefined || isForbidden ? null : <Button onClick={again}>{states.again}</Button>}
    </div>
  );
}
