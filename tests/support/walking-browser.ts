// A browser that follows redirects from site to site, keeps each site's cookies, and fills in the provider's form.

type Options = {
  /** Where an origin really is. */
  at: Readonly<Record<string, string>>;
  /** What is typed into a form with one field. */
  login: string;
};

export function createWalkingBrowser({ at, login }: Options) {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (origin: string): Map<string, string> => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  const ask = async (url: URL, form?: string): Promise<Response> => {
    const jar = jarOf(url.origin);
    const response = await fetch((at[url.origin] ?? url.origin) + url.pathname + url.search, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form !== undefined && { body: form }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || line.includes('Expires=Thu, 01 Jan 1970')) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };

  return {
    /** Follows redirects until `isEnd`; answers the address where it ended. */
    async walk(from: string, isEnd: (url: URL) => boolean): Promise<URL> {
      let url = new URL(from);
      let form: string | undefined;
      for (let steps = 0; steps < 20; steps++) {
        if (isEnd(url)) return url;
        const response = await ask(url, form);
        form = undefined;
        const next = response.headers.get('location');
        if (next !== null) url = new URL(next, url);
        else if ((await response.text()).includes('name="login"')) form = new URLSearchParams({ login }).toString();
        else throw new Error(`expected a redirect or a form at ${url.href}, got ${response.status}`);
      }
      throw new Error('too many redirects');
    },
    ask: (url: string, form?: string): Promise<Response> => ask(new URL(url), form),
    cookies: (origin: string): Map<string, string> => jarOf(origin),
  };
}
