// What is known of the links to the telephone systems.

export type LinkState = 'up' | 'down' | 'refused' | 'denied';
/** State of one telephone system: up when any link to it is. Times are epoch ms of the server's clock; skew in ms. */
export type LinkOnWire = {
  state: LinkState;
  code?: string;
  since: number;
  lastHeardAt?: number;
  skew?: number;
};
export type Links = Record<string, LinkOnWire>;
