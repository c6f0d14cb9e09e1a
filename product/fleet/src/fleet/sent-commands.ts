import {
  decodeVersioned,
  encodeVersioned,
  toTimestamp,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import { inputCodec, ordersOf, toInputNumber, type Command, type OrderChange } from 'argosy/domain';
import type { OwnEvent } from 'argosy/engine';

import type { EventPlace } from '../host/messages.ts';

/** By then a command is in the journal, or its node has hung. */
const IN_DOUBT_MICROS = 10_000_000;
/** A strategy that sends more in that time is not told of the first of them, should they be lost. */
const SENT_MAX = 1_000;
const CODE = 'COMMAND_LOST';
const REASON = 'it was lost on its way: nobody has heard of it';

type Sent = { readonly command: Command; readonly at: number; isPassed: boolean };
type Head = Pick<OwnEvent, 'number' | 'index' | 'at' | 'receivedAt'>;

/**
 * The commands that a strategy's state counts as sent, as long as they may be lost with a process: what was lost is told to
 * whoever goes on with the state.
 */
export class SentCommands {
  #sent: Sent[] = [];

  /** The state that comes with them counts them as sent. */
  note(commands: readonly Command[], now: number): void {
    const young = this.#sent.filter(({ at, isPassed }) => !isPassed || now - at < IN_DOUBT_MICROS);
    const more = commands.map((command) => ({ command, at: now, isPassed: false }));
    this.#sent = [...young, ...more].slice(-SENT_MAX);
  }

  /** The first of them that was under way has arrived; `isTaken` where it will be in the journal. */
  pass(isTaken: boolean): void {
    const first = this.#sent.find(({ isPassed }) => !isPassed);
    if (first === undefined) return;
    if (isTaken) first.isPassed = true;
    else this.#sent = this.#sent.filter((one) => one !== first);
  }

  /** Those that may still be lost with the node. */
  inDoubt(now: number): readonly Command[] {
    return this.#sent.filter(({ at }) => now - at < IN_DOUBT_MICROS).map(({ command }) => command);
  }

  /** What tells of those that have not arrived; they are forgotten. */
  takeLost(place: EventPlace, at: Timestamp): readonly OwnEvent[] {
    const lost = this.#sent.filter(({ isPassed }) => !isPassed);
    this.#sent = [];
    // They stand behind no event of trading's: none says them.
    const head = { number: toInputNumber(place.number), index: -1, at, receivedAt: at };
    return lost.flatMap(({ command }) => eventsOf(command, head));
  }
}

/** A command as text, the same for the same command: when it arrived is not of it. */
export function commandText(command: Command): string {
  const timeless = { ...command, at: toTimestamp(0) };
  return Buffer.from(encodeVersioned(inputCodec, timeless)).toString('base64');
}

/** Reads such a text. */
export function readCommand(text: string): Command {
  const input = decodeVersioned(inputCodec, Buffer.from(text, 'base64'));
  if (input.kind !== 'command')
    throw new TypeError(`a ${input.kind} among the commands of a state`);
  return input;
}

function eventsOf(command: Command, head: Head): readonly OwnEvent[] {
  const { body } = command;
  const order = (id: OrderId, change: OrderChange): OwnEvent => {
    return { ...head, kind: 'order', order: id, change };
  };
  if (body.type === 'cancel')
    return [order(body.order, { type: 'cancelRejected', reason: REASON })];
  if (body.type === 'amend') return [order(body.order, { type: 'modifyRejected', reason: REASON })];
  if (body.type === 'execute') {
    const change = { type: 'ended', outcome: 'denied', reason: REASON } as const;
    return [{ ...head, kind: 'execution', execution: body.request.id, change }];
  }
  return ordersOf(command).map((id) => order(id, { type: 'denied', code: CODE, reason: REASON }));
}
