import type { ErrorEntry } from 'argosy/core';

/** The codes of this room. */
export type HttpErrorCode =
  | 'REQUEST_INVALID'
  | 'BODY_MALFORMED'
  | 'BODY_TOO_LARGE'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'HEADERS_TOO_LARGE'
  | 'ADDRESS_MALFORMED'
  | 'ROUTE_UNKNOWN'
  | 'METHOD_NOT_ALLOWED'
  | 'REQUEST_TIMED_OUT'
  | 'ANSWER_TIMED_OUT'
  | 'SHUTTING_DOWN'
  | 'TOO_MANY_ORDERS'
  | 'THING_UNKNOWN'
  | 'LOGIN_NEEDED'
  | 'ORDER_DENIED'
  | 'INTERNAL';

/** Every code of this room, with what it means. */
export const httpErrors: Readonly<Record<HttpErrorCode, ErrorEntry>> = {
  REQUEST_INVALID: mistake('the request cannot be meant so: see its mistakes', 400),
  BODY_MALFORMED: mistake('the body is not JSON, or would change what objects are', 400),
  BODY_TOO_LARGE: mistake('the body is larger than is read', 413),
  MEDIA_TYPE_UNSUPPORTED: mistake('bodies are application/json', 415),
  HEADERS_TOO_LARGE: mistake('the headers are larger than is read', 431),
  ADDRESS_MALFORMED: mistake('the address cannot be read', 400),
  ROUTE_UNKNOWN: mistake('there is nothing at this address', 404),
  METHOD_NOT_ALLOWED: mistake('this address does not take this method', 405),
  REQUEST_TIMED_OUT: again('the request did not come in time', 408),
  ANSWER_TIMED_OUT: again(
    'there was no answer in time: whether anything was done is not known; the same key asks again safely',
    504,
  ),
  TOO_MANY_ORDERS: again('too many orders are under way: nothing was done, try again', 503),
  SHUTTING_DOWN: again('the server is ending and takes nothing new', 503),
  THING_UNKNOWN: mistake('there is none of this name, or it is not yours to see', 404),
  LOGIN_NEEDED: mistake('nobody is logged in', 401),
  ORDER_DENIED: mistake('the order was denied', 422),
  INTERNAL: { message: 'a bug, told in the log', httpStatus: 500, isRetryable: false },
};

function mistake(message: string, httpStatus: number): ErrorEntry {
  return { message, httpStatus, isRetryable: false };
}

function again(message: string, httpStatus: number): ErrorEntry {
  return { message, httpStatus, isRetryable: true };
}
