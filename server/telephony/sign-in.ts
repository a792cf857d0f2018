// Opens a connection to a telephone system for the length of a test.
import type { ConnectionHandlers } from '../sources/follow-system.ts';

/** `ended`: why the connection ended, once it has. */
export type Opened<Connection, Code> = { connection: Connection; ended: () => Code | undefined };

type Opening<Address, Message, Connection, Code> = {
  open: (address: Address, now: () => number, handlers: ConnectionHandlers<Message, Connection, Code>) => Connection;
  address: Address;
  now: () => number;
  /** Ends the connection. */
  signal: AbortSignal;
  event?: (message: Message, arrivedAt: number) => void;
};

/** Resolves with the code where the login was refused. */
export const signIn = <Address, Message, Connection extends { end: (code: 'stopped') => void }, Code>({
  open,
  address,
  now,
  signal,
  event = () => {},
}: Opening<Address, Message, Connection, Code>): Promise<Opened<Connection, Code> | Code> =>
  new Promise((resolve) => {
    let code: Code | undefined;
    const opened = open(address, now, {
      ready: (connection) => resolve({ connection, ended: () => code }),
      event,
      activity: () => {},
      dropped: () => {},
      ended: (end) => resolve((code = end)),
    });
    signal.addEventListener('abort', () => opened.end('stopped'));
  });
