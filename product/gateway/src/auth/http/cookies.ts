/** Whether cookies travel over HTTPS alone: then they are bound to this very host as well. */
export type CookieForm = { readonly isSecure: boolean };

/** The cookies of the login. */
export type CookieName = 'refresh' | 'device' | 'csrf';

const HEADER_LENGTH_MAX = 4_096;
/** Browsers know this prefix: such a cookie comes from this host, over HTTPS, and from no other path. */
const HOST_PREFIX = '__Host-';

/** The value of a cookie; null where it did not come, or came twice: then somebody else has set one of them. */
export function readCookie(
  header: string | undefined,
  name: CookieName,
  form: CookieForm,
): string | null {
  if (header === undefined || header.length > HEADER_LENGTH_MAX) return null;
  const wanted = nameOf(name, form);
  const values = header.split(';').flatMap((part) => {
    const [found = '', ...rest] = part.trim().split('=');
    return found === wanted ? [rest.join('=')] : [];
  });
  const [value] = values;
  return values.length === 1 && value !== undefined && value !== '' ? value : null;
}

/** A cookie to be kept for some seconds, none to be forgotten. Scripts read none but the one against forgery. */
export function writeCookie(
  name: CookieName,
  { value, seconds }: { readonly value: string; readonly seconds: number },
  form: CookieForm,
): string {
  const parts = [`${nameOf(name, form)}=${value}`, 'Path=/', `Max-Age=${Math.max(0, seconds)}`];
  parts.push('SameSite=Strict');
  if (name !== 'csrf') parts.push('HttpOnly');
  if (form.isSecure) parts.push('Secure');
  return parts.join('; ');
}

function nameOf(name: CookieName, { isSecure }: CookieForm): string {
  return `${isSecure ? HOST_PREFIX : ''}argosy-${name}`;
}
