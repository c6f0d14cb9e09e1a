import type { ReconnectOptions, Refusal } from 'argosy/core';
import type { Ask, Command } from 'argosy/domain';
import type { EngineRelay } from 'argosy/shard';
import type { TradingMachine } from 'argosy/trading';
import type { DeskFace } from '@argosy/desk';
import type { Logger, Metrics } from '@argosy/telemetry';

import type { HostBounds } from '../host/host-life.ts';
import type { HostedStrategy, HostPlan } from '../host/messages.ts';
import type { HostListener } from '../host/strategy-host.ts';
import type { FleetRecords } from './fleet-records.ts';
import type { Past } from './state-book.ts';
import type { StateRecords } from './state-records.ts';

/** A strategy of a fleet. */
export type FleetStrategy = HostedStrategy & {
  /** The name of its host: strategies of one trust group share a process. */
  readonly host: string;
  /** Whether it runs as long as nobody has said otherwise. */
  readonly starts: boolean;
};

/** What of a live shard hosts reach. */
export type FleetShard = {
  command(given: Command): Refusal | null;
  wakeFor(who: string, at: number | null): void;
};

/** What a fleet is made of. */
export type FleetOptions = {
  readonly strategies: readonly FleetStrategy[];
  /** What hosts know of the market. */
  readonly plan: Omit<HostPlan, 'strategies'>;
  readonly relay: EngineRelay;
  readonly live: FleetShard;
  readonly trading: Pick<TradingMachine, 'order' | 'stateOf' | 'view'>;
  /** By whose hand strategies are paused and closed out. */
  readonly desk: Pick<DeskFace, 'setState' | 'cancelAll' | 'flatten'>;
  readonly records: FleetRecords;
  /** Where strategies' states outlive the platform. */
  readonly states: StateRecords;
  /** What the journal said before; nothing unless told. */
  readonly past?: Past;
  /** What strategies ask the outside. */
  readonly ask: (ask: Ask) => void;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Notes from which input on a host follows, and where it has missed some; nobody unless told. */
  readonly notes?: (host: string) => HostNotes;
  /** A number from 0 up to 1. */
  readonly draw: () => number;
  /** What time it is on the wall, in microseconds. */
  readonly clock: () => number;
  readonly bounds?: Partial<HostBounds>;
  readonly restarts?: Partial<ReconnectOptions>;
};

/** What hears of the places on the number line at which a host comes and goes. */
export type HostNotes = Required<
  Pick<HostListener, 'attached' | 'joined' | 'listed' | 'left' | 'ended'>
> & {
  /** It was not given some of the market data. */
  readonly conflated: () => void;
};
