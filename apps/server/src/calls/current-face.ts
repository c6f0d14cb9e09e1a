import { serverError } from '../errors.ts';
import type { CallLine } from './call-line.ts';

/** A face in a thread that may be started again: each question goes to the one that lives now. */
export function currentFace<Face extends object>(
  lineOf: () => CallLine | null,
  name: string,
): Face {
  return new Proxy(Object.create(null) as Face, {
    get: (_, method) => {
      if (typeof method !== 'string' || method === 'then') return undefined;
      const line = lineOf();
      if (line === null) {
        return () => Promise.reject(serverError('THREAD_ENDED', `${name}.${method}`));
      }
      return Reflect.get(line.face<Face>(name), method) as unknown;
    },
  });
}
