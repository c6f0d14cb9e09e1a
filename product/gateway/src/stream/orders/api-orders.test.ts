import type { OrderMessage } from '@argosy/contract/stream/messages';
import Fastify from 'fastify';
import { expect, test } from 'vitest';

import { ApiOrders } from './api-orders.ts';

const sender = { token: 'T', address: '10.0.0.7' };
const place: OrderMessage = { type: 'place', id: '1', key: 'k-1', order: { qty: '5' } };

/** A server that answers what it was asked. */
function anEcho() {
  const server = Fastify();
  server.all('*', (request, reply) => {
    const { method, url, ip, body = null, headers } = request;
    const { authorization, 'idempotency-key': key = null } = headers;
    return reply.send({ method, url, ip, body, authorization, key });
  });
  return new ApiOrders(server);
}

test.each([
  [place, { method: 'POST', url: '/api/v1/orders', body: { qty: '5' }, key: 'k-1' }],
  [
    { type: 'amend', id: '1', order: 'A/../B', change: { qty: '6' } } as const,
    { method: 'PATCH', url: '/api/v1/orders/A%2F..%2FB', body: { qty: '6' }, key: null },
  ],
  [
    { type: 'cancel', id: '1', order: '0001DESK' } as const,
    { method: 'DELETE', url: '/api/v1/orders/0001DESK', body: null, key: null },
  ],
])('is a call of the API by who sends it: %o', async (message, call) => {
  const answer = await anEcho().handle(message, sender);
  const asked = { ...call, authorization: 'Bearer T', ip: sender.address };
  expect(answer).toEqual({ ok: true, value: asked });
});

test('a problem comes back as its code', async () => {
  const server = Fastify();
  const problem = {
    type: '/api/docs#NOT_PERMITTED',
    title: 'not permitted',
    status: 403,
    code: 'NOT_PERMITTED',
    detail: 'viewers move nothing',
    requestId: 'R',
    isRetryable: false,
  };
  server.post('*', (_, reply) => reply.code(403).send(problem));
  const answer = await new ApiOrders(server).handle(place, sender);
  expect(answer).toEqual({
    ok: false,
    refusal: { code: 'NOT_PERMITTED', reason: 'viewers move nothing' },
  });
});

test('what is neither an answer nor a problem is a fault', async () => {
  const server = Fastify();
  server.post('*', (_, reply) => reply.code(500).send({ oops: 1 }));
  await expect(new ApiOrders(server).handle(place, sender)).rejects.toThrow('status 500');
});
