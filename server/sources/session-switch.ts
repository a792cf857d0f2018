// Chooses the session of a connection. A session reports everything under one name; where the first event has another name of
// the system, another session takes over on the same connection, so that no event is lost and no call is reported under two
// names.
import type { Session } from './session.ts';
import type { SourceParts } from './source.ts';

type Parts<Message, Connection> = {
  open: () => Session<Message, Connection>;
  /** The system's name in an event, empty where it has none; undefined where the event does not show that. */
  nameIn: (message: Message) => string | undefined;
  /** Returns the name that counts. */
  learn: (raw: string) => string;
  link: string;
  log: SourceParts['log'];
};

export function createSessionSwitch<Message, Connection extends { end: (code: 'closed') => void }>({
  open,
  nameIn,
  learn,
  link,
  log,
}: Parts<Message, Connection>) {
  let session = open();
  let connection: Connection | undefined;
  /** A process keeps its name, so what an event named once needs no second look. */
  let isNamed = false;
  /** So that a system without a name is not looked up for each of its events. */
  let lastName: string | undefined;

  const begin = (opened: Connection): void => {
    const begun = session;
    begun.begin(opened).catch((cause: unknown) => {
      if (begun !== session) return;
      log.warn({ link, err: cause }, 'the telephone link could not be taken up');
      opened.end('closed');
    });
  };

  const checkName = (message: Message): void => {
    const named = nameIn(message);
    if (named === undefined || named === lastName) return;
    lastName = named;
    isNamed = named !== '';
    if (session.isFor(learn(named)) || connection === undefined) return;
    session.stop();
    session = open();
    begin(connection);
  };

  return {
    ready(opened: Connection): void {
      connection = opened;
      begin(opened);
    },
    event(message: Message, arrivedAt: number): void {
      if (!isNamed) checkName(message);
      session.event(message, arrivedAt);
    },
    activity: (arrivedAt: number, pong: number | undefined): void => session.activity(arrivedAt, pong),
    stop: (): void => session.stop(),
  };
}
