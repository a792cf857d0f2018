// Where this page is: internal links change the address without reloading the page.
class Address {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', () => this.#read());
    addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link || event.defaultPrevented || event.button !== 0 || link.target || link.hasAttribute('download')) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.origin !== location.origin || link.pathname.startsWith('/api/')) return;
      event.preventDefault();
      this.go(link.pathname + link.search + link.hash);
    });
  }

  go(href: string): void {
    history.pushState(null, '', href);
    this.#read();
    scrollTo(0, 0);
  }

  /** As `go`, but the way back does not lead here again. */
  replace(href: string): void {
    history.replaceState(null, '', href);
    this.#read();
  }

  /** What leads back here: the path with its question. */
  get here(): string {
    const query = this.query.toString();
    return query === '' ? this.path : `${this.path}?${query}`;
  }

  #read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }
}
export const address = new Address();

/** Loads another page as a whole. Never resolves: until it is here, the old page stays as it is. */
export const leaveFor = (href: string): Promise<never> => {
  location.assign(href);
  return new Promise(() => {});
};
