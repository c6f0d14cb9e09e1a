/** What pages of ours may load and do: nothing from elsewhere, no script within a page, no frame around it. */
export const PAGE_POLICY: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** What the terminal may do besides: run workers of its own, whose addresses its one policy of trusted types makes. */
export const TERMINAL_POLICY: string = [
  PAGE_POLICY,
  "worker-src 'self'",
  "manifest-src 'self'",
  'trusted-types argosy',
].join('; ');

/** What an answer that is no page may do if somebody opens it as one: nothing. */
const ANSWER_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

const always: Readonly<Record<string, string>> = {
  'content-security-policy': ANSWER_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cache-control': 'no-store',
};
const secure: Readonly<Record<string, string>> = {
  ...always,
  'strict-transport-security': 'max-age=31536000',
};

/** The headers that every answer has, where it does not have its own. */
export function securityHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return isSecure ? secure : always;
}
