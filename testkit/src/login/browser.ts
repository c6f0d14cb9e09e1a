/** An answer with its body read: an object, empty where there was none. */
export type BrowserAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Keeps cookies and the access token as a browser with our page does. */
export class Browser {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly cookies: Map<string, string> = new Map();
  token = '';

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  /** Another one with the same cookies and token: a thief's, or another window. */
  copy(headers: Readonly<Record<string, string>> = this.#headers): Browser {
    const other = new Browser(this.#url, headers);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    other.token = this.token;
    return other;
  }

  /** Asks a path behind the prefix of the API. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<BrowserAnswer> {
    return this.ask(method, `/api/v1${path}`, body, headers);
  }

  /** Asks any path. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<BrowserAnswer> {
    const answer = await fetch(this.#url + path, {
      method,
      redirect: 'manual',
      headers: { ...this.#own(body !== undefined), ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    this.#keep(answer.headers.getSetCookie());
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson ? parse(text) : {},
    };
  }

  /** Logs in, and keeps the token where that goes well. */
  async login(body: Readonly<Record<string, unknown>>): Promise<BrowserAnswer> {
    return this.#keepToken(await this.send('POST', '/auth/login', body));
  }

  /** Takes the refresh cookie, and keeps the new token where that goes well. */
  async refresh(): Promise<BrowserAnswer> {
    return this.#keepToken(await this.send('POST', '/auth/refresh'));
  }

  #keepToken(answer: BrowserAnswer): BrowserAnswer {
    const { token } = answer.body;
    if (typeof token === 'string') this.token = token;
    return answer;
  }

  #own(hasBody: boolean): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const csrf = this.cookies.get('argosy-csrf') ?? this.cookies.get('__Host-argosy-csrf');
    return {
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(cookie === '' ? {} : { cookie }),
      ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
      ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
      ...this.#headers,
    };
  }

  #keep(set: readonly string[]): void {
    for (const line of set) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', ...value] = pair.split('=');
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value.join('='));
    }
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const found: unknown = text === '' ? {} : JSON.parse(text);
  return typeof found === 'object' && found !== null ? { ...found } : {};
}
