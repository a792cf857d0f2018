// Chooses the session of a connection. A session reports everything under one name; where the first event has another name of
// the system, another session takes over on the same connection, so that no event is lost and no call is reported under two
// names.
import type { SourceParts } from './source.ts';

export type Session<Word, Pong, Opened> = {
  event: (word: Word, arrivedAt: number) => void;
  word: (arrivedAt: number, pong: Pong) => void;
  begin: (connection: Opened) => Promise<void>;
  stop: () => void;
  isFor: (name: string) => boolean;
};

type Parts<Word, Pong, Opened> = {
  open: () => Session<Word, Pong, Opened>;
  /** The system's name in an event, empty where it has none; undefined where the event does not show that. */
  nameIn: (word: Word) => string | undefined;
  /** Returns the name that counts. */
  learn: (raw: string) => string;
  link: string;
  log: SourceParts['log'];
};

export function createSessionSwitch<Word, Pong, Opened extends { end: (code: 'closed') => void }>({
  open,
  nameIn,
  learn,
  link,
  log,
}: Parts<Word, Pong, Opened>) {
  let session = open();
  let connection: Opened | undefined;
  /** A process keeps its name, so what an event named once needs no second look. */
  let isNamed = false;
  /** So that a system without a name is not looked up for each of its events. */
  let lastTold: string | undefined;

  const begin = (opened: Opened): void => {
    const begun = session;
    begun.begin(opened).catch((cause: unknown) => {
      if (begun !== session) return;
      log.warn({ link, err: cause }, 'the telephone link could not be taken up');
      opened.end('closed');
    });
  };

  const checkName = (word: Word): void => {
    const told = nameIn(word);
    if (told === undefined || told === lastTold) return;
    lastTold = told;
    isNamed = told !== '';
    if (session.isFor(learn(told)) || connection === undefined) return;
    session.stop();
    session = open();
    begin(connection);
  };

  return {
    ready(opened: Opened): void {
      connection = opened;
      begin(opened);
    },
    event(word: Word, arrivedAt: number): void {
      if (!isNamed) checkName(word);
      session.event(word, arrivedAt);
    },
    word: (arrivedAt: number, pong: Pong): void => session.word(arrivedAt, pong),
    stop: (): void => session.stop(),
  };
}
