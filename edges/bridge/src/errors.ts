import { ArgosyError, type ErrorDetails } from 'argosy/core';

/** Every code the bridge throws, with what it means. Docs are generated from it. */
export const bridgeErrors = {
  BAD_OPTION: 'an option of the bridge is out of its bounds',
  BRIDGE_FULL: 'more waits in the bridge than allowed of what is never left out',
} as const;

/** The codes of `bridgeErrors`. */
export type BridgeErrorCode = keyof typeof bridgeErrors;

/** Makes an error of the table with the particulars of the case. */
export function bridgeError(
  code: BridgeErrorCode,
  detail: string,
  details: ErrorDetails = {},
): ArgosyError {
  return new ArgosyError(code, `${bridgeErrors[code]}: ${detail}`, details);
}
