// A page whose address the server does not take for its own: what the page said, and what the server would have taken.
export type OriginFault = {
  /** The page's origin as its browser says; absent: it said none, or nothing that is an origin. */
  page?: string | undefined;
  /** The host that the request asked for, as the server saw it behind its proxies. */
  host?: string | undefined;
  /** The origin that would have been taken. */
  expected?: string | undefined;
};
