import type { Account, Calendar, MeAnswer } from '@argosy/contract';
import type { ApiClient } from '@argosy/contract/client';
import { StreamClient } from '@argosy/contract/stream';
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { Connection } from 'argosy/core';

import { FrameLoop } from '../hot/frame-loop.ts';
import { MarketBoard, type ChannelSource } from '../hot/market-board.ts';
import { AccountBook } from './account-book.ts';
import { accountPast } from './account-past.ts';
import { sessionApi, sessionFetch } from './api.ts';
import { DayFigures } from './day-figures.ts';
import { InstrumentBook } from './instrument-book.ts';
import { KeyedLog } from './keyed-log.ts';
import { NodeClock } from './node-clock.ts';
import { Notices } from './notices.ts';
import { peopleApi, type PeopleApi } from './people-api.ts';
import { Session } from './session.ts';

/** Everything of the server, for every part of the terminal. */
export type Link = {
  readonly session: Session;
  readonly api: ApiClient;
  readonly people: PeopleApi;
  readonly stream: ChannelSource & Pick<StreamClient, 'gaps'>;
  readonly connection: ReadonlySignal<Connection>;
  readonly frames: FrameLoop;
  readonly market: MarketBoard;
  readonly instruments: InstrumentBook;
  readonly clock: NodeClock;
  /** When the markets of the node trade. */
  readonly calendars: KeyedLog<Calendar>;
  readonly notices: Notices;
  /** Who is logged in; null until it is known. */
  readonly me: Signal<MeAnswer | null>;
  /** The accounts that may be seen; empty until they are known. */
  readonly accounts: Signal<readonly Account[]>;
  /** The id of the account that is looked at and traded in; null where there is none. */
  readonly accountId: Signal<string | null>;
  /** The same as it is configured. */
  readonly account: ReadonlySignal<Account | null>;
  /** The same as it stands; null where there is none. */
  readonly book: ReadonlySignal<AccountBook | null>;
};

/** A link to the server that this page came from. */
export function openLink(): Link {
  const session = new Session();
  const fetch = sessionFetch(session);
  const api = sessionApi(fetch);
  const frames = new FrameLoop();
  const stream = new StreamClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`,
    encoding: 'binary',
    token: async () => {
      const token = await session.token();
      if (token === null) throw new Error('nobody is logged in');
      return token;
    },
    onConnection: (now) => {
      connection.value = now;
    },
  });
  const connection = signal<Connection>(stream.connection);
  const accounts = signal<readonly Account[]>([]);
  const accountId = signal<string | null>(null);
  const notices = new Notices();
  const account = computed(() => accounts.value.find(({ id }) => id === accountId.value) ?? null);
  session.state.subscribe((state) => {
    if (state === 'in') stream.start();
    if (state === 'out' || state === 'expired') stream.stop();
  });
  const market = new MarketBoard(stream, frames);
  new DayFigures(api, market).start();
  const clock = new NodeClock(api);
  return {
    session,
    api,
    people: peopleApi(fetch),
    stream,
    connection,
    frames,
    market,
    instruments: new InstrumentBook(api),
    clock,
    calendars: new KeyedLog<Calendar>({ source: stream, frames }, 'status', {
      keyOf: ({ id }) => id,
    }),
    notices,
    me: signal(null),
    accounts,
    accountId,
    account,
    book: bookOf(accountId, (id) => {
      const past = accountPast(api, () => clock.now(), id);
      return new AccountBook({ source: stream, frames }, id, notices.listener, past);
    }),
  };
}

/** The book of the account that is chosen: one at a time. */
function bookOf(
  accountId: ReadonlySignal<string | null>,
  open: (id: string) => AccountBook,
): ReadonlySignal<AccountBook | null> {
  const book = signal<AccountBook | null>(null);
  accountId.subscribe((id) => {
    if (book.peek()?.account === id) return;
    book.peek()?.end();
    book.value = id === null ? null : open(id);
  });
  return book;
}
