// The pages of coming in: log in, first run, invitation. The access token stays in this page's memory.
const api = '/api/v1/auth';
const form = document.querySelector('#form');
const message = document.querySelector('#message');
let token = '';

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
  if (token !== '') headers.authorization = `Bearer ${token}`;
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

async function showInside() {
  const me = await send('GET', '/me');
  if (!me.isOk) return;
  form.hidden = true;
  document.querySelector('#inside').hidden = false;
  document.querySelector('#who').textContent = `${me.body.name}, ${me.body.role}`;
  say('');
}

// Two pages that refresh at once would look like a thief: they take turns.
async function goOn() {
  await navigator.locks.request('argosy refresh', async () => {
    const answer = await send('POST', '/refresh');
    if (answer.isOk) token = answer.body.token;
  });
  if (token !== '') await showInside();
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
  token = answer.body.token;
  form.reset();
  return showInside();
}

async function logOut() {
  await send('POST', '/logout');
  location.reload();
}

async function useLink(path, linkToken, body) {
  if (field('password') !== field('again')) return say('The two passwords differ.');
  const answer = await send('POST', path, {
    ...body,
    token: linkToken,
    password: field('password'),
  });
  if (!answer.isOk) return say(answer.body.detail ?? 'That did not work.');
  form.hidden = true;
  say('Done. You can log in now.');
  return location.assign('/ui/login');
}

function begin() {
  const { page } = document.body.dataset;
  if (page === 'login') {
    document.querySelector('#logout').addEventListener('click', logOut);
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
