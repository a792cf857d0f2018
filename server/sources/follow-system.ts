// A link to one telephone system: connects again and again, and gives each connection a session.
import { createSessionSwitch, type Session } from './session-switch.ts';
import type { LinkAddress, LinkContext, SourceParts } from './source.ts';
import { superviseLink } from './supervise.ts';

/** What a connection reports. Times are epoch ms of our clock. */
export type ConnectionHandlers<Message, Pong, Connection, Code> = {
  /** The login was accepted. */
  ready: (connection: Connection) => void;
  /** An event that answers no question. */
  event: (message: Message, arrivedAt: number) => void;
  /** Anything at all arrived; `pong`: the system's time, where it answered a ping. */
  word: (arrivedAt: number, pong: Pong | undefined) => void;
  /** A message could not be read. */
  dropped: () => void;
  /** Called once. */
  ended: (code: Code, cause?: unknown) => void;
};

type Endable = { end: (code: 'stopped' | 'closed') => void };

/** What differs by system. */
type Client<Message, Pong, Connection extends Endable, Code extends string> = {
  address: LinkAddress;
  parts: SourceParts;
  /** Codes by which the system refuses us. */
  refusals: readonly Code[];
  /** See session-switch.ts. */
  nameIn: (message: Message) => string | undefined;
  openSession: (context: LinkContext) => Session<Message, Pong | undefined, Connection>;
  openConnection: (handlers: ConnectionHandlers<Message, Pong, Connection, Code>) => Connection;
  /** The warning about a message that could not be read. */
  dropped: string;
};

/** Starts the link; returns its stop. */
export function followSystem<Message, Pong, Connection extends Endable, Code extends string>({
  address,
  parts,
  refusals,
  nameIn,
  openSession,
  openConnection,
  dropped,
}: Client<Message, Pong, Connection, Code>): () => void {
  const { link } = address;
  const { log } = parts;
  return superviseLink<Code>({
    address,
    parts,
    refusals,
    connect(context, ended) {
      const sessions = createSessionSwitch({
        open: () => openSession(context),
        nameIn,
        learn: context.setSystemName,
        link,
        log,
      });
      return openConnection({
        ready: sessions.ready,
        event: sessions.event,
        word: sessions.word,
        dropped: () => log.warn({ link }, dropped),
        ended(code, cause) {
          sessions.stop();
          ended(code, cause);
        },
      });
    },
  });
}
