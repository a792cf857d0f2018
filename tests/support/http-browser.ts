// A browser as far as a server sees one: it keeps cookies, sends its Origin, and has an address.

export type HttpBrowser = ReturnType<typeof createHttpBrowser>;

/** `from`: its address, where the server believes X-Forwarded-For. */
export function createHttpBrowser(url: string, from?: string) {
  const cookies = new Map<string, { value: string; path: string }>();

  const keep = (line: string): void => {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', ...value] = pair.split('=');
    const path = attributes.find((one) => one.startsWith('Path='))?.slice('Path='.length) ?? '/';
    if (attributes.some((one) => one.startsWith('Expires=Thu, 01 Jan 1970'))) cookies.delete(name);
    else cookies.set(name, { value: value.join('='), path });
  };

  return {
    async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
      const fitting = [...cookies].filter(([, { path: at }]) => path.startsWith(at));
      const response = await fetch(url + path, {
        method,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        headers: {
          origin: url,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(fitting.length > 0 && { cookie: fitting.map(([name, { value }]) => `${name}=${value}`).join('; ') }),
          ...(from !== undefined && { 'x-forwarded-for': from }),
          ...headers,
        },
      });
      for (const line of response.headers.getSetCookie()) keep(line);
      return response;
    },
    /** The value of a cookie. */
    cookie: (name = 'wallboard111'): string | undefined => cookies.get(name)?.value,
    put: (name: string, value: string, path = '/'): void => void cookies.set(name, { value, path }),
    /** What a socket would send. */
    header: (): string => [...cookies].map(([name, { value }]) => `${name}=${value}`).join('; '),
  };
}
