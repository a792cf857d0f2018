// A page whose address the server does not take for its own: the page's origin, and what the server would have accepted.
export type OriginFault = {
  /** The page's origin as its browser sends it; absent: it sent none, or no valid one. */
  page?: string | undefined;
  /** The host that the request asked for, as the server saw it behind its proxies. */
  host?: string | undefined;
  /** The origin that would have been taken. */
  expected?: string | undefined;
};
