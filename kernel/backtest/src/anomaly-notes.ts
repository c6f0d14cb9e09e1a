import { formatTimestamp } from 'argosy/core';
import type { AnomalyEvent, AnomalyType } from 'argosy/domain';

/** How many kinds of anomalies a run tells. */
const KINDS_TOLD_MAX = 20;

/** How many kinds a run counts apart; further ones are counted as one. */
const KINDS_MAX = 100;

type Kind = { readonly first: AnomalyEvent; count: number };

/**
 * The anomalies of a run in words: each kind once, with how many there were and the first of them; what
 * bears upon money and positions before what only was refused, whenever it came.
 */
export class AnomalyNotes {
  readonly #kinds = new Map<string, Kind>();
  #uncounted = 0;

  /** Takes an anomaly in. */
  note(event: AnomalyEvent): void {
    const name = nameOf(event);
    const known = this.#kinds.get(name);
    if (known !== undefined) known.count += 1;
    else if (this.#kinds.size < KINDS_MAX) this.#kinds.set(name, { first: event, count: 1 });
    else this.#uncounted += 1;
  }

  /** One note for each kind, the grave ones first, of those the one that came first. */
  all(): readonly string[] {
    const kinds = [...this.#kinds.values()];
    const sorted = [...kinds.filter(isGrave), ...kinds.filter((kind) => !isGrave(kind))];
    const notes = sorted.slice(0, KINDS_TOLD_MAX).map(textOf);
    const more = sorted.slice(KINDS_TOLD_MAX);
    if (more.length === 0) return notes;
    const count = more.reduce((sum, kind) => sum + kind.count, this.#uncounted);
    const one = more.length === 1 ? '1 more kind' : `${more.length} more kinds`;
    const kindsText = this.#uncounted > 0 ? `${more.length} or more other kinds` : one;
    return [...notes, `and ${kindsText} of anomalies, ${count} in all`];
  }
}

/** Whether money, a position or what protects it may be otherwise than it was meant. */
const graveTypes: Readonly<Record<AnomalyType, boolean>> = {
  transitionRefused: true,
  duplicateFill: false,
  lateFill: true,
  tooLargeFill: true,
  unknownOrder: true,
  unknownTrade: true,
  overdrawn: true,
  commandRefused: false,
  siblingFill: true,
  cashDiffers: true,
  positionDiffers: true,
  orderConfirmed: false,
  exitMissing: true,
  actionCrossed: true,
  positionTurned: true,
  reportUnreadable: true,
  fundingUnpaid: true,
};

function isGrave({ first }: Kind): boolean {
  return graveTypes[first.type];
}

/** A refused command is of a kind with those that were refused for the same code. */
function nameOf({ type, detail }: AnomalyEvent): string {
  return type === 'commandRefused' ? `${type} ${detail.split(':', 1)[0] ?? ''}` : type;
}

function textOf({ first, count }: Kind): string {
  const { type, order, at, detail } = first;
  const times = count === 1 ? '' : ` ${count} times, the first`;
  const of = order === null ? '' : ` of ${order}`;
  return `${type}${times}${of} at ${formatTimestamp(at)}: ${detail}`;
}
