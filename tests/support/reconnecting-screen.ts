// A screen that comes back by itself, and the board that it shows.
import { io, type Socket } from 'socket.io-client';
import type { Board } from '../../shared/board.ts';
import { applyPatch } from '../../shared/patch.ts';
import type { ScreenToServer, ServerToScreen } from '../../shared/wire.ts';

export type ReconnectingScreen = ReturnType<typeof openReconnectingScreen>;

export function openReconnectingScreen(url: string, token: string) {
  const socket: Socket<ServerToScreen, ScreenToServer> = io(`${url}/board`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token },
    reconnectionDelay: 200,
    reconnectionDelayMax: 1_000,
  });
  let board: Board | undefined;
  let rev = -1;
  let asking = false;
  const resync = (): void => {
    if (asking) return;
    asking = true;
    setTimeout(() => (asking = false), 1_100);
    socket.emit('resync');
  };
  socket.on('snapshot', (snapshot) => {
    board = snapshot.board;
    rev = snapshot.rev;
  });
  socket.on('patch', ({ from, to, patch }) => {
    if (from !== rev) return resync();
    board = applyPatch(board, patch);
    rev = to;
  });
  socket.on('beat', (beat) => void (beat.rev !== rev && resync()));
  return { url, board: () => board, isConnected: () => socket.connected, close: () => void socket.close() };
}
