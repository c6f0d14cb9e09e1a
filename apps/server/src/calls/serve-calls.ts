import type { MessagePort } from 'node:worker_threads';

import { ArgosyError } from 'argosy/core';

import { serverError } from '../errors.ts';
import type { CallAnswer, CallQuestion } from './call-messages.ts';

/** Faces by name: what another thread may call. */
export type Faces = Readonly<Record<string, object>>;

/** Hears of what a face threw that was no refusal of its own: a bug. */
export type OnCallBug = (method: string, error: unknown) => void;

/** Answers what comes over a port by calling the faces. A question is answered once, whatever the face does. */
export function serveCalls(port: MessagePort, faces: Faces, onBug: OnCallBug): void {
  let answers: CallAnswer[] = [];
  const flush = (): void => {
    port.postMessage(answers);
    answers = [];
  };
  port.on('message', (question: CallQuestion) => {
    void answer(question, faces, onBug).then((message) => {
      // What the journal has made safe at once is answered at once, in one message.
      if (answers.push(message) === 1) queueMicrotask(flush);
    });
  });
}

async function answer(
  { id, face, method, given }: CallQuestion,
  faces: Faces,
  onBug: OnCallBug,
): Promise<CallAnswer> {
  try {
    const value: unknown = await methodOf(faces, face, method)(...given);
    return { id, ok: true, value };
  } catch (error) {
    if (error instanceof ArgosyError) {
      return { id, ok: false, code: error.code, message: error.message };
    }
    onBug(`${face}.${method}`, error);
    return { id, ok: false, code: 'CALL_FAILED', message: `${face}.${method}` };
  }
}

type Method = (...given: readonly unknown[]) => unknown;

function methodOf(faces: Faces, face: string, name: string): Method {
  const owner = Object.hasOwn(faces, face) ? faces[face] : undefined;
  const method: unknown = owner === undefined ? undefined : Reflect.get(owner, name);
  if (typeof method === 'function')
    return (...given): unknown => Reflect.apply(method, owner, given);
  throw serverError('CALL_FAILED', `there is no ${face}.${name}`);
}
