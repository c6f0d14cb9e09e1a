import { ArgosyError, refuse, type Result } from 'argosy/core';

/** What a person can set right is a refusal; anything else is a bug. */
export async function refuseData<Value>(
  read: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ArgosyError) return refuse(error.code, error.message);
    throw error;
  }
}
