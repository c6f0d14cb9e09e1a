import { API_PREFIX } from '../api.ts';
import type { Problem } from '../problem.ts';
import { endpoints, type ApiCalls, type Endpoint } from './api-calls.ts';
import type { ApiResult, CallOptions } from './call.ts';

/** What a client is made with. */
export type ApiClientOptions = {
  /** Where the server is, without a slash at the end: empty for a page of its own. */
  readonly origin: string;
  /** As the platform has it, or a fake of it. */
  readonly fetch: (url: string, request: ApiRequest) => Promise<ApiResponse>;
  /** The access token to send; null while nobody is logged in. */
  readonly token: () => string | null;
};

/** What a client asks of `fetch`. */
export type ApiRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
};

/** What a client reads of an answer. */
export type ApiResponse = {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
};

/** Every call of the API. */
export type ApiClient = ApiCalls;

type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>;
type Asked = CallOptions & {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Query;
  readonly body?: unknown;
};

/**
 * A client of the API, typed by the schemas that the server checks with. It never sends anything twice by itself: where
 * there was no answer, whoever called knows as little as it, and asks again with the same key.
 *
 * @example
 * const api = createApiClient({ origin: '', fetch: (url, request) => fetch(url, request), token });
 * const placed = await api.placeOrder({ body: ticket, key: crypto.randomUUID() });
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const calls = Object.entries(endpoints).map(([name, endpoint]) => {
    return [name, (asked: Asked) => send(options, endpoint, asked)];
  });
  // The table that makes the calls is generated together with their types.
  return Object.fromEntries(calls) as ApiClient;
}

async function send(
  { origin, fetch, token }: ApiClientOptions,
  [method, path, form]: Endpoint,
  { params = {}, query = {}, body, key, signal }: Asked,
): Promise<ApiResult<unknown>> {
  const url = `${origin}${API_PREFIX}${fill(path, params)}${queryText(query)}`;
  const bearer = token();
  const request: ApiRequest = {
    method,
    headers: {
      accept: form === 'bytes' ? '*/*' : 'application/json',
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
  let response: ApiResponse;
  try {
    response = await fetch(url, request);
  } catch (error) {
    return { ok: false, problem: unreachable(error) };
  }
  return read(response, form);
}

async function read(response: ApiResponse, form: Endpoint[2]): Promise<ApiResult<unknown>> {
  const { status, headers } = response;
  try {
    // What is no JSON though it should be comes from something in between: a proxy, a page of a login.
    if (!response.ok) return { ok: false, problem: (await response.json()) as Problem };
    const value =
      form === 'bytes' ? new Uint8Array(await response.arrayBuffer()) : await response.json();
    return {
      ok: true,
      value,
      status,
      requestId: headers.get('x-request-id') ?? '',
      isReplayed: headers.get('idempotency-replayed') === 'true',
      isBehind: headers.get('argosy-behind') === 'true',
    };
  } catch (error) {
    return { ok: false, problem: { ...unreachable(error), status } };
  }
}

/** Nothing is known: what was asked may have been done. */
function unreachable(error: unknown): Problem {
  return {
    type: 'about:blank',
    title: 'there was no answer that could be read; whether anything was done is not known',
    status: 0,
    code: 'UNREACHABLE',
    detail: error instanceof Error ? error.message : String(error),
    requestId: '',
    isRetryable: true,
  };
}

function fill(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    const text = typeof value === 'object' ? value.join(',') : String(value);
    return [`${encodeURIComponent(name)}=${encodeURIComponent(text)}`];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
