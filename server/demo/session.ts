// One client of the replay. A reply never lands inside a packet of the stream, and the stream of a client that comes late
// begins with a whole packet: Asterisk keeps both promises, so the replay must too.
import type { Socket } from 'node:net';

/** As latin1, like everything here: what a client sends comes back byte for byte. */
export type Action = { name: string; id: string | undefined; fields: Map<string, string> };

/** A client that reads nothing is cut off, as Asterisk does after its writetimeout. */
const mostUnread = 32 * 1024 * 1024;
const nothing = Buffer.alloc(0);

export class Session {
  loggedIn = false;
  /** No further packet of the stream begins; one that has begun still ends. */
  muted = false;
  /** Inside a packet of the stream: its beginning went out, its end did not. */
  private inside = false;
  private readonly held: Buffer[] = [];
  private readonly socket: Socket;

  constructor(socket: Socket, banner: string, onAction: (session: Session, action: Action) => void) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy()); // a client that is gone is no fault of the replay
    this.send(Buffer.from(`${banner}\r\n`, 'latin1'));
    let unread = '';
    socket.on('data', (chunk: Buffer) => {
      const blocks = (unread + chunk.toString('latin1')).split(/\r?\n\r?\n/);
      unread = blocks.pop()!;
      if (unread.length > 65_536) return void socket.destroy(); // no action is that long
      for (const block of blocks) if (block.trim()) onAction(this, readAction(block));
    });
  }

  /**
   * What the recording sends next: `rest` ends a packet begun earlier, `fresh` begins new ones, `open` the last of them goes
   * on.
   */
  stream(rest: Buffer, fresh: Buffer, open: boolean): void {
    if (!this.loggedIn) return;
    const ends = this.inside ? rest : nothing;
    const begins = this.muted ? nothing : fresh;
    this.inside = open && (begins.length > 0 || (fresh.length === 0 && this.inside));
    // Replies that waited go where the first whole packet ends.
    const replies = this.inside && begins.length === 0 ? [] : this.held.splice(0);
    this.send(Buffer.concat([ends, ...replies, begins]));
  }

  reply(text: string): void {
    const bytes = Buffer.from(text, 'latin1');
    if (this.inside) this.held.push(bytes);
    else this.send(bytes);
  }

  hangUp(lastWords?: string): void {
    if (lastWords) this.reply(lastWords);
    this.socket.end();
  }

  cutOff(): void {
    this.socket.destroy();
  }

  /** Resolves when the client has taken what was sent, or is gone. */
  async taken(): Promise<void> {
    if (!this.socket.writableNeedDrain || this.socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.socket.once('drain', resolve);
      this.socket.once('close', () => resolve());
    });
  }

  private send(bytes: Buffer): void {
    if (bytes.length === 0 || this.socket.destroyed) return;
    this.socket.write(bytes);
    if (this.socket.writableLength > mostUnread) this.socket.destroy();
  }
}

function readAction(block: string): Action {
  const fields = new Map<string, string>();
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { name: (fields.get('action') ?? '').toLowerCase(), id: fields.get('actionid'), fields };
}
