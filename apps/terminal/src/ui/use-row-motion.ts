import { useLayoutEffect, useRef, type RefObject } from 'react';

const MOTION_MS = 120;

/**
 * Rows that others are put in between slide from where they stood to where they stand now: nobody loses the row that they
 * look at. All rows are as high as each other. Where people have scrolled, the browser itself keeps what they look at.
 */
export function useRowMotion(
  body: RefObject<HTMLTableSectionElement | null>,
  keys: readonly string[],
): void {
  const before = useRef<ReadonlyMap<string, number>>(new Map());
  const key = keys.join('\n');
  useLayoutEffect(() => {
    const stood = before.current;
    const stand = key.split('\n');
    before.current = new Map(stand.map((name, at) => [name, at]));
    const hasMoved = stand.some((name, at) => (stood.get(name) ?? at) !== at);
    if (!hasMoved || body.current === null || isScrolled(body.current)) return;
    const { rows } = body.current;
    const height = rows[0]?.offsetHeight ?? 0;
    for (const [at, name] of stand.slice(0, Math.ceil(innerHeight / height)).entries()) {
      const moved = ((stood.get(name) ?? at) - at) * height;
      if (moved !== 0) slide(rows[at], moved);
    }
  }, [body, key]);
}

function isScrolled(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (at.scrollTop > 0) return true;
  }
  return false;
}

function slide(row: Element | undefined, from: number): void {
  row?.animate([{ transform: `translateY(${from}px)` }, { transform: 'none' }], {
    duration: MOTION_MS,
    easing: 'ease-out',
  });
}
