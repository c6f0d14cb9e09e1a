// The pages of coming in: log in, first run, invitation. Each leads on to the terminal, which goes on by the cookie.
const api = '/api/v1/auth';
const form = document.querySelector('#form');
const message = document.querySelector('#message');

function say(text) {
  message.textContent = text;
}

function cookie(name) {
  const names = [`__Host-${name}`, name];
  for (const part of document.cookie.split('; ')) {
    const [found, ...value] = part.split('=');
    if (names.includes(found)) return value.join('=');
  }
  return '';
}

async function send(method, path, body) {
  const headers = { 'x-csrf-token': cookie('argosy-csrf') };
  const request = { method, headers };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  const answer = await fetch(api + path, request);
  const text = await answer.text();
  return { isOk: answer.ok, body: text === '' ? {} : JSON.parse(text) };
}

// The token of a link stands behind #, where no server sees it; it goes from the address bar at once.
function takeLinkToken() {
  const found = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  return found;
}

function field(name) {
  return form.elements.namedItem(name)?.value ?? '';
}

// Where somebody was on the way to; what leads anywhere else is not followed.
function ownPlace() {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  const place = URL.canParse(next, location.origin) ? new URL(next, location.origin) : null;
  const isOwn = next.startsWith('/') && place?.origin === location.origin;
  return isOwn ? place.pathname + place.search + place.hash : '/';
}

// Two pages that refresh at once would look like a thief: they take turns.
async function goOn() {
  const isIn = await navigator.locks.request('argosy refresh', async () => {
    const { isOk, body } = await send('POST', '/refresh');
    // The answer to a page that was just left may have changed the cookies meanwhile.
    return isOk || (body.code === 'CSRF_REFUSED' && (await send('POST', '/refresh')).isOk);
  });
  if (isIn) location.replace(ownPlace());
}

async function logIn() {
  const code = field('code');
  const body = { name: field('name'), password: field('password') };
  if (code !== '') body.code = code;
  const answer = await send('POST', '/login', body);
  if (answer.body.code === 'CODE_REQUIRED') {
    document.querySelector('#code-field').hidden = false;
    form.elements.namedItem('code').focus();
    return say('Type the code as well.');
  }
  if (!answer.isOk) return say(answer.body.detail ?? 'That did not work.');
  form.reset();
  return location.replace(ownPlace());
}

async function useLink(path, linkToken, body) {
  const password = field('password');
  if (password !== field('again')) return say('The two passwords differ.');
  const answer = await send('POST', path, { ...body, token: linkToken, password });
  if (!answer.isOk) return say(answer.body.detail ?? 'That did not work.');
  form.hidden = true;
  say('Done.');
  const { name } = body;
  const isIn = name !== undefined && (await send('POST', '/login', { name, password })).isOk;
  return location.replace(isIn ? '/' : '/ui/login');
}

function begin() {
  const { page } = document.body.dataset;
  if (page === 'login') {
    if (cookie('argosy-csrf') !== '') void goOn();
    return logIn;
  }
  const linkToken = takeLinkToken();
  if (linkToken === '') say('Open the whole link: its last part, behind the #, is missing.');
  if (page === 'first-run') return () => useLink('/first-run', linkToken, { name: field('name') });
  return () => useLink('/invitation', linkToken, {});
}

const act = begin();
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  say('…');
  try {
    await act();
  } catch {
    say('The server cannot be reached.');
  }
});
