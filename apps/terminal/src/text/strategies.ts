import type { Strategy, StrategyLog } from '@argosy/contract';

type Verb = 'start' | 'pause' | 'stop' | 'flatten';

/** What the page of strategies says. */
export const strategiesText = {
  title: 'Strategies',
  noAccount: 'There is no account to look at.',
  empty: 'No strategy runs in this account.',
  emptyHint: 'Name one in config/strategies.yaml and start the node again: it appears here.',
  states: {
    running: 'Running',
    paused: 'Entries paused',
    stopped: 'Stopped',
    failed: 'Failed',
  } satisfies Record<Strategy['state'], string>,
  columns: {
    name: 'Strategy',
    state: 'State',
    mode: 'Mode',
    gain: 'Net P&L',
    positions: 'Positions',
    breaches: 'Late calls',
    p99: 'p99 tick → command',
    beat: 'Last beat',
    host: 'Host',
  },
  verbs: {
    start: 'Start',
    pause: 'Pause entries',
    stop: 'Stop',
    flatten: 'Flatten (hold)',
  } satisfies Record<Verb, string>,
  verbOf: (verb: Verb, strategy: string): string => {
    const words = {
      start: 'Start',
      pause: 'Pause entries of',
      stop: 'Stop',
      flatten: 'Flatten, held down,',
    } satisfies Record<Verb, string>;
    return `${words[verb]} ${strategy}`;
  },
  verbHints: {
    start: 'Starts it, or lets a paused one open again (R)',
    pause: 'Opens nothing new; what is open is left to it (P)',
    stop: 'Cancels its orders and ends it; its positions stay as they are (X)',
    flatten: 'Pauses it, cancels its orders and closes all it holds at market (hold F)',
  } satisfies Record<Verb, string>,
  keyLabels: {
    start: 'Start the strategy',
    pause: 'Pause entries of the strategy',
    stop: 'Stop the strategy, keep its positions',
    flatten: 'Flatten the strategy',
  } satisfies Record<Verb, string>,
  done: (verb: Verb, { id, state }: Pick<Strategy, 'id' | 'state'>): string => {
    const words = {
      start: 'started',
      pause: 'opens nothing new',
      stop: 'is stopped, its positions stay',
      flatten: 'is paused and its positions are being closed',
    } satisfies Record<Verb, string>;
    return `${id} ${words[verb]} (${strategiesText.states[state].toLowerCase()})`;
  },
  failed: (verb: Verb, id: string): string => {
    const words = {
      start: 'was not started',
      pause: 'was not paused',
      stop: 'was not stopped',
      flatten: 'was not closed out',
    } satisfies Record<Verb, string>;
    return `${id} ${words[verb]}`;
  },
  stopTitle: (id: string): string => `Stop ${id} and keep its positions?`,
  stopWarning: (count: number): string =>
    `${count} ${count === 1 ? 'position stays' : 'positions stay'} open and nobody watches over them any more.`,
  stopIt: (id: string): string => `Stop ${id}, keep positions`,
  ownersOnly: 'Only owners may start and stop strategies.',
  detail: (id: string): string => `Strategy ${id}`,
  figures: 'Live figures',
  calls: 'Calls',
  mean: 'Mean call',
  longest: 'Longest call',
  parameters: 'Parameters',
  parametersHint: 'As the node was started with: config/strategies.yaml changes them.',
  noParameters: 'It has none.',
  file: 'File',
  code: 'Code on orders',
  book: 'Book',
  holdings: 'Holds',
  holdsNothing: 'Nothing is held.',
  hosts: 'Hosts',
  noHosts: 'No host runs on this node.',
  hostColumns: {
    name: 'Host',
    state: 'State',
    since: 'Since',
    strategies: 'Strategies',
    restarts: 'Restarts',
    heap: 'Heap',
    conflated: 'Prices left out',
    pid: 'Process',
  },
  faults: 'Faults',
  megabytes: 'MB',
  log: 'Log',
  logOf: (id: string): string => `Log of ${id}`,
  logEmpty: 'It has logged nothing yet.',
  logNone: 'No line of this level.',
  logLevel: 'From level',
  levels: {
    debug: 'Debug',
    info: 'Info',
    warn: 'Warning',
    error: 'Error',
  } satisfies Record<StrategyLog['lines'][number]['level'], string>,
  logCopy: 'Copy',
  logCopied: 'Copied',
  logPaused: (count: number): string =>
    count === 0 ? 'Paused: go to the newest' : `Paused: ${count} new, go to the newest`,
} as const;
