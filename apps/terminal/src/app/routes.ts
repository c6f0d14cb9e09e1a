import { computed, signal, type ReadonlySignal } from '@preact/signals-core';

/** The pages that there are, in the order of the rail. */
export const pageNames = [
  'trade',
  'strategies',
  'backtests',
  'risk',
  'portfolio',
  'data',
  'brokers',
  'admin',
  'system',
  'settings',
] as const;
/** A page. */
export type PageName = (typeof pageNames)[number];

/** Where somebody is: a page, what of it, and what is asked of it. */
export type Route = {
  readonly page: PageName;
  /** Behind the page's name: a backtest's id. */
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
};

/** Takes an address apart; what no page has is the first one. */
export function parseRoute(path: string, query = ''): Route {
  const [name = '', ...rest] = path.split('/').filter((part) => part !== '');
  const page = pageNames.find((known) => known === name) ?? 'trade';
  return {
    page,
    rest: rest.map((part) => decodeURIComponent(part)),
    query: new URLSearchParams(query),
  };
}

/** The address of a page. */
export function addressOf(page: PageName, ...rest: readonly string[]): string {
  const parts = [
    ...(page === 'trade' ? [] : [page]),
    ...rest.map((part) => encodeURIComponent(part)),
  ];
  return `/${parts.join('/')}`;
}

/** Where this window is. The address bar says it; nothing is loaded anew to go elsewhere. */
export class Routes {
  readonly #href = signal(location.pathname + location.search);
  readonly #route = computed(() => {
    const [path = '/', query = ''] = this.#href.value.split('?');
    return parseRoute(path, query);
  });

  constructor() {
    addEventListener('popstate', () => this.#read());
  }

  /** Where somebody is. */
  get route(): ReadonlySignal<Route> {
    return this.#route;
  }

  /** Goes to an address. */
  go(href: string): void {
    if (href !== location.pathname + location.search) history.pushState(null, '', href);
    this.#read();
  }

  /** Says something in the address without a step that goes back. */
  note(name: string, value: string | null): void {
    const query = new URLSearchParams(location.search);
    if (value === null) query.delete(name);
    else query.set(name, value);
    const text = query.size === 0 ? '' : `?${query.toString()}`;
    history.replaceState(null, '', location.pathname + text);
    this.#read();
  }

  #read(): void {
    this.#href.value = location.pathname + location.search;
  }
}
