// A link to one telephone system: connects again and again, and gives each connection a session.
import { createSession, type Protocol, type SessionContext, type Translating } from './session.ts';
import { createSessionSwitch } from './session-switch.ts';
import type { LinkAddress, SourceParts } from './source.ts';
import { superviseLink } from './supervise.ts';

/** What a connection reports. Times are epoch ms of our clock. */
export type ConnectionHandlers<Message, Connection, Code> = {
  /** The login was accepted. */
  ready: (connection: Connection) => void;
  /** An event that answers no question. */
  event: (message: Message, arrivedAt: number) => void;
  /** Anything at all arrived. `pong`: the system's time, where it answered a ping. */
  activity: (arrivedAt: number, pong: number | undefined) => void;
  /** A message could not be read. */
  dropped: () => void;
  /** Called once. */
  ended: (code: Code, cause?: unknown) => void;
};

type Endable = { end: (code: 'stopped' | 'closed') => void };

/** What differs by system. */
type Client<Message, Connection extends Endable, Translator, Code extends string> = {
  address: LinkAddress;
  parts: SourceParts;
  /** Codes by which the system refuses us. */
  refusals: readonly Code[];
  /** See session-switch.ts. */
  nameIn: (message: Message) => string | undefined;
  createProtocol: (context: SessionContext) => Protocol<Message, Connection, Translator>;
  openConnection: (handlers: ConnectionHandlers<Message, Connection, Code>) => Connection;
  /** The warning about a message that could not be read. */
  dropped: string;
};

/** Starts the link; returns its stop. */
export function followSystem<
  Message,
  Connection extends Endable,
  Translator extends Translating<Message>,
  Code extends string,
>({
  address,
  parts,
  refusals,
  nameIn,
  createProtocol,
  openConnection,
  dropped,
}: Client<Message, Connection, Translator, Code>): () => void {
  const { link } = address;
  const { log } = parts;
  return superviseLink<Code>({
    address,
    parts,
    refusals,
    connect(context, ended) {
      const sessions = createSessionSwitch({
        open: () => createSession({ link, parts, context, createProtocol }),
        nameIn,
        learn: context.setSystemName,
        link,
        log,
      });
      return openConnection({
        ready: sessions.ready,
        event: sessions.event,
        activity: sessions.activity,
        dropped: () => log.warn({ link }, dropped),
        ended(code, cause) {
          sessions.stop();
          ended(code, cause);
        },
      });
    },
  });
}
