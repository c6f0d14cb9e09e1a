import './page.css';

import type { JSX, ReactNode } from 'react';

import { states } from '../text/states.ts';
import { Empty, Failed, Loading } from './state.tsx';
import type { Asked } from './use-ask.ts';

/** A part of a page with its title. */
export function Part({
  title,
  tools = null,
  children,
}: {
  readonly title: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}): JSX.Element {
  return (
    <section className="page__part" aria-label={title}>
      <h2 className="page__title">{title}</h2>
      {tools}
      {children}
    </section>
  );
}

/** What was asked of the server: while it loads, where it failed, where there is nothing, and what it said. */
export function Answer<T>({
  of,
  isEmpty,
  empty,
  children,
}: {
  readonly of: Asked<T>;
  readonly isEmpty: (value: T) => boolean;
  readonly empty: string;
  readonly children: (value: T) => ReactNode;
}): JSX.Element {
  if (of.value === null) {
    return of.problem === null ? (
      <Loading rows={3} />
    ) : (
      <Failed problem={of.problem} again={of.again} />
    );
  }
  return (
    <>
      {of.problem === null ? null : (
        <p className="state__stale-note" role="status">
          {states.notRenewed(of.problem.title)}
        </p>
      )}
      {isEmpty(of.value) ? <Empty title={empty} /> : children(of.value)}
    </>
  );
}
