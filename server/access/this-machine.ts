// Whether a host is this machine itself: what goes there crosses no network. Pure.

export const isThisMachine = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host.replace(/^\[|\]$/g, ''));
