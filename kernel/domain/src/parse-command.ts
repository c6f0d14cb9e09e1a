import {
  BinaryReader,
  BinaryWriter,
  ok,
  toOrderId,
  toOriginCode,
  toStrategyId,
  TRADING_ORIGIN,
  type OrderId,
  type Refusal,
  type Result,
  type Timestamp,
} from 'argosy/core';

import { boundCommand } from './command-bounds.ts';
import { commandPart } from './command-codec.ts';
import { isOrdinary } from './command-fit.ts';
import type { Command } from './command.ts';
import { flawOfPlan } from './execution.ts';
import { toInputNumber } from './interned.ts';
import { flawOfRequest } from './request-flaw.ts';
import { tags } from './tags.ts';
import { cutClientId, cutReason, cutText, isPlainId } from './text-bounds.ts';

/** The largest command, in bytes as it is written down. */
export const COMMAND_BYTES_MAX = 65_536;
/** How much of what an unreadable command calls itself is kept, in characters. */
const SAID_LENGTH_MAX = 40;
/** How many orders of an unreadable list are looked for. */
const ORDERS_MAX = 1_000;

/**
 * A command out of whatever came: of the right shape, with texts and amounts that fit in a record, with
 * a written form that reads back as the same. Anything else is refused, and nothing is thrown.
 *
 * @example
 * const parsed = parseCommand(JSON.parse(line));
 * if (!parsed.ok) answer(parsed.refusal);
 */
export function parseCommand(value: unknown): Result<Command> {
  try {
    const misshapen = flawOfShape(value);
    if (misshapen !== null) return unfit(misshapen);
    const command = boundCommand(value as Command);
    const flaw = flawOfOrders(command);
    if (flaw !== null) return unfit(flaw);
    const writer = new BinaryWriter(COMMAND_BYTES_MAX);
    commandPart.write(writer, command);
    const parsed = commandPart.read(new BinaryReader(writer.view()));
    const difference = findDifference(command, parsed, 'command');
    return difference === null ? ok(parsed) : unfit(difference);
  } catch (error) {
    return unfit(error instanceof Error ? error.message : 'it cannot be read');
  }
}

/** The same for what claims to be a command: an ordinary order costs a look at its fields. */
export function admitCommand(command: Command): Result<Command> {
  return isOrdinary(command) ? ok(command) : parseCommand(command);
}

/**
 * A command that stands in the record for what was none, so that its refusal is there too: what it
 * called itself and its own id, as far as they can be written down.
 */
export function unreadableCommand(value: unknown, { reason }: Refusal, at: Timestamp): Command {
  const [origin, strategy, readTo] = ['origin', 'strategy', 'readTo'].map((key) => get(value, key));
  const body = get(value, 'body');
  const said = get(body, 'type');
  return {
    kind: 'command',
    origin: isOrigin(origin) ? toOriginCode(origin) : TRADING_ORIGIN,
    strategy: isId(strategy) ? toStrategyId(strategy) : null,
    readTo: toInputNumber(isNumber(readTo) ? readTo : 0),
    at,
    body: {
      type: 'unreadable',
      said: typeof said === 'string' ? cutText(said, SAID_LENGTH_MAX) : '',
      id: cutClientId(idOf(body)),
      reason: cutReason(reason),
    },
  };
}

/** The orders that a command would make, whatever it is. */
export function ordersOf(value: unknown): readonly OrderId[] {
  const body = get(value, 'body');
  const listed = get(body, 'orders');
  const makers: readonly unknown[] = Array.isArray(listed) ? listed.slice(0, ORDERS_MAX) : [body];
  const ids = makers.map((maker) => get(get(maker, 'request'), 'id'));
  return ids.filter((id) => isId(id)).map((id) => toOrderId(id));
}

/** The first id of its own that a command names; empty where it names none. */
function idOf(body: unknown): string {
  const orders = get(body, 'orders');
  const first: unknown = Array.isArray(orders) ? orders[0] : undefined;
  const candidates = [
    get(get(body, 'request'), 'id'),
    get(get(first, 'request'), 'id'),
    ...['order', 'entry', 'reservation', 'confirmation'].map((key) => get(body, key)),
  ];
  return candidates.find((id) => typeof id === 'string') ?? '';
}

function flawOfShape(value: unknown): string | null {
  if (get(value, 'kind') !== 'command') return 'it is not a command';
  const body = get(value, 'body');
  if (!isObject(body)) return 'its body is not an object';
  const type = get(body, 'type');
  if (typeof type !== 'string') return 'its body has no type';
  if (Object.hasOwn(tags.command, type)) return null;
  return `${JSON.stringify(cutText(type, SAID_LENGTH_MAX))} is no type of command`;
}

function flawOfOrders({ body }: Command): string | null {
  if (body.type === 'submit' || body.type === 'submitConfirmed') return flawOfRequest(body.request);
  if (body.type === 'execute') return flawOfRequest(body.request) ?? flawOfPlan(body.plan);
  if (body.type !== 'submitList') return null;
  for (const { request } of body.orders) {
    const flaw = flawOfRequest(request);
    if (flaw !== null) return flaw;
  }
  return null;
}

/** Where what came is not what was read back: a member of another type, or one that nobody knows. */
function findDifference(given: unknown, parsed: unknown, place: string): string | null {
  if (!isObject(parsed)) {
    return given === parsed ? null : `${place} is not of its type`;
  }
  if (!isObject(given) || Array.isArray(given) !== Array.isArray(parsed)) {
    return `${place} is not of its type`;
  }
  for (const [key, value] of Object.entries(parsed)) {
    const difference = findDifference(given[key], value, `${place}.${key}`);
    if (difference !== null) return difference;
  }
  const extra = Object.keys(given).find((key) => !(key in parsed) && given[key] !== undefined);
  return extra === undefined ? null : `${place} has ${cutText(extra, SAID_LENGTH_MAX)}`;
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

function get(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && isPlainId(value);
}

function isOrigin(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9A-Z]{4}$/u.test(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function unfit(why: string): Result<never> {
  return { ok: false, refusal: { code: 'BAD_COMMAND', reason: cutReason(why) } };
}
