// A telephone system that is not there: a TCP AMI server that plays a recorded real Asterisk. The demo and many tests
// talk to it over a real socket, so nothing in the wallboard knows that it is a recording.
import net, { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Play } from './play.ts';
import { readRecording } from './recording.ts';
import * as say from './replies.ts';
import { type ListAction, writeScript } from './script.ts';
import { type Action, Session } from './session.ts';

/** A lively session of a real Asterisk with synthetic callers, about ten minutes long; it begins and ends quietly. */
export const demoRecording = fileURLToPath(new URL('./recording/demo', import.meta.url));

export type ReplayOptions = {
  /** Path of the recording without `.ami` and `.idx`. */
  recording: string;
  /** Epoch milliseconds. It must run, except with `speed: 0`. */
  now: () => number;
  /** 0, the default, takes a free one. */
  port?: number;
  user?: string;
  secret?: string;
  /** 1 is true pace, 10 ten times as fast, 0 without any waiting. */
  speed?: number;
  /** Again from the start when it ends, with other ids and times. */
  loop?: boolean;
  /** `now`, the default: the first event of each loop plays now. `recorded`: every byte as it was. */
  epoch?: 'now' | 'recorded';
};
export type Replay = {
  port: number;
  /** Resolves when the recording has been played once (with `loop`: when it is stopped). Clients stay connected. */
  ended: Promise<void>;
  stop: () => Promise<void>;
};

/** Listens on 127.0.0.1 and plays from the first login on. Rejects when the port is taken or the recording is unreadable. */
export async function startReplay(options: ReplayOptions): Promise<Replay> {
  const { recording, port = 0, user = 'wallboard', secret = 'demo', now } = options;
  const { speed = 1, loop = false, epoch = 'now' } = options;
  const script = writeScript(readRecording(recording));
  const play = new Play(script, { now, speed, loop, epoch });
  const sessions = play.sessions;

  const act = (session: Session, { name, id, fields }: Action): void => {
    if (name === 'login') {
      if (fields.get('username') !== bytes(user) || fields.get('secret') !== bytes(secret))
        return session.hangUp(say.error(id, 'Authentication failed'));
      session.reply(say.success(id, { Message: 'Authentication accepted' }) + play.greeting());
      session.loggedIn = true;
      session.muted = fields.get('events')?.toLowerCase() === 'off';
      return play.loggedIn();
    }
    if (name === 'challenge') return session.reply(say.error(id, 'Authentication type not supported'));
    if (name === 'logoff') return session.hangUp(say.goodbye(id));
    if (!session.loggedIn) return session.reply(say.error(id, 'Permission denied'));
    switch (name) {
      case 'ping':
        return session.reply(say.success(id, { Ping: 'Pong', Timestamp: (play.clock() / 1000).toFixed(6) }));
      case 'events':
        session.muted = /^(off|no|false|0)$/i.test(fields.get('eventmask') ?? '');
        return session.reply(say.success(id, { Events: session.muted ? 'Off' : 'On' }));
      case 'queuestatus':
      case 'queuesummary':
      case 'coreshowchannels':
        return play.ask(session, name satisfies ListAction, id);
      default: // an open set: any other action of a client
        return session.reply(say.unknownAction(id, fields.get('action') ?? ''));
    }
  };

  const server = net.createServer((socket) => {
    if (play.away) return void socket.destroy();
    const session = new Session(socket, script.banner, act);
    sessions.add(session);
    socket.on('close', () => sessions.delete(session));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const stop = async () => {
    play.stop();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const session of sessions) session.cutOff();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, ended: play.ended, stop };
}

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
