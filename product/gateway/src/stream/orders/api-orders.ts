import { ok, refuse, type Result } from 'argosy/core';
import { API_PREFIX, problemSchema } from '@argosy/contract';
import type { OrderMessage } from '@argosy/contract/stream/messages';
import type { FastifyInstance, InjectOptions } from 'fastify';

import type { OrderEntry, OrderSender } from './order-entry.ts';

type Call = Pick<InjectOptions, 'method' | 'url' | 'payload'> & { readonly key: string | null };

const BAD_REQUEST = 400;

/**
 * Orders of a socket as calls of the API within the process: what guards, checks, counts and audits those does the
 * same for these, because it is the same.
 */
export class ApiOrders implements OrderEntry {
  readonly #server: Pick<FastifyInstance, 'inject'>;

  constructor(server: Pick<FastifyInstance, 'inject'>) {
    this.#server = server;
  }

  async handle(message: OrderMessage, { token, address }: OrderSender): Promise<Result<unknown>> {
    const { key, ...call } = callOf(message);
    const { statusCode, body } = await this.#server.inject({
      ...call,
      remoteAddress: address,
      headers: {
        authorization: `Bearer ${token}`,
        ...(key === null ? {} : { 'idempotency-key': key }),
      },
    });
    const answer: unknown = body === '' ? null : JSON.parse(body);
    if (statusCode < BAD_REQUEST) return ok(answer);
    const problem = problemSchema.safeParse(answer);
    if (!problem.success) throw new TypeError(`an answer with status ${statusCode} is no problem`);
    const { code, detail, title } = problem.data;
    return refuse(code, detail === '' ? title : detail);
  }
}

function callOf(message: OrderMessage): Call {
  const orders = `${API_PREFIX}/orders`;
  switch (message.type) {
    case 'place':
      return { method: 'POST', url: orders, payload: message.order, key: message.key };
    case 'amend':
      return {
        method: 'PATCH',
        url: `${orders}/${encodeURIComponent(message.order)}`,
        payload: message.change,
        key: null,
      };
    case 'cancel':
      return {
        method: 'DELETE',
        url: `${orders}/${encodeURIComponent(message.order)}`,
        key: null,
      };
  }
}
