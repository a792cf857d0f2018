// Whether an address leads anybody else here. Pure.
/** `host`: without its port, as URL.hostname gives it. */
export const reachesOnlyItself = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
