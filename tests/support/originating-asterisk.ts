// An AMI server that originates calls as a test tells it: what a real Asterisk 22 was seen to report of each kind of end.
import net, { type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

type Fields = Record<string, string>;
/** An event with the ids of the call put in; a pause, ms; or the end of the connection. */
export type Step = number | 'cut' | ((call: { channelId: string; actionId: string; key: string }) => Fields);
export type Script = { response?: Fields; steps: readonly Step[] };

const packet = (fields: Fields): string =>
  `${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}\r\n`)
    .join('')}\r\n`;
const read = (text: string): Fields =>
  Object.fromEntries(
    text.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );

export const failure = ({ actionId }: { actionId: string }): Fields => ({
  Event: 'OriginateResponse',
  ActionID: actionId,
  Response: 'Failure',
  Reason: '0',
  Uniqueid: '<null>',
});
export const success = ({ actionId, channelId }: { actionId: string; channelId: string }): Fields => ({
  Event: 'OriginateResponse',
  ActionID: actionId,
  Response: 'Success',
  Reason: '4',
  Uniqueid: channelId,
});
export const ringing = ({ channelId }: { channelId: string }): Fields => ({
  Event: 'Newstate',
  Uniqueid: channelId,
  ChannelState: '5',
});
export const hangup =
  (cause: number) =>
  ({ channelId }: { channelId: string }): Fields => ({ Event: 'Hangup', Uniqueid: channelId, Cause: String(cause) });
export const pressed = ({ key }: { key: string }): Fields => ({
  Event: 'UserEvent',
  UserEvent: 'WallboardSeen',
  Alert: key,
});

export async function startOriginatingAsterisk(script: Script, login = { user: 'alarm', secret: 'secret' }) {
  const originated: Fields[] = [];
  const sockets = new Set<Socket>();
  const play = async (socket: Socket, fields: Fields): Promise<void> => {
    const actionId = fields['ActionID']!;
    const key = /ALERT=(.*)$/.exec(fields['Variable'] ?? '')?.[1] ?? '';
    socket.write(packet(script.response ?? { Response: 'Success', ActionID: actionId }));
    for (const step of script.steps) {
      if (step === 'cut') socket.destroy();
      else if (typeof step === 'number') await new Promise((done) => setTimeout(done, step));
      else if (!socket.destroyed) socket.write(packet(step({ channelId: fields['ChannelId']!, actionId, key })));
    }
  };
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write('Asterisk Call Manager/11.0.0\r\n');
    let rest = '';
    socket.on('data', (piece) => {
      rest += piece.toString();
      for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
        const fields = read(rest.slice(0, end));
        rest = rest.slice(end + 4);
        const { ActionID = '' } = fields;
        if (fields['Action'] === 'Login') {
          const isRight = fields['Username'] === login.user && fields['Secret'] === login.secret;
          const answer = isRight
            ? { Response: 'Success', ActionID, Message: 'Authentication accepted' }
            : { Response: 'Error', ActionID, Message: 'Authentication failed' };
          socket.write(packet(answer));
        } else if (fields['Action'] === 'Ping') socket.write(packet({ Response: 'Success', ActionID, Ping: 'Pong' }));
        else if (fields['Action'] === 'Originate') {
          originated.push(fields);
          if (script.response) script.response = { ...script.response, ActionID };
          void play(socket, fields);
        }
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, originated };
}
