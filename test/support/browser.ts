/** The part of a browser that a login needs: cookies by host, and redirects. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();
  /** Every Set-Cookie header that came. */
  readonly given: string[] = [];

  /** Follows redirects until it reaches a page. */
  async visit(address: string, init: RequestInit = {}): Promise<Response> {
    let url = address;
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await this.ask(url, init);
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399) return response;
      url = new URL(location, url).href;
    }
    throw new Error(`${address} leads round in circles`);
  }

  /** One request, with the cookies of its host. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = this.jarOf(url);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      this.given.push(cookie);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** The cookies of a host, to look at or to change. */
  jarOf(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    return jar;
  }
}
