// A wall that asks, to be measured beside ours: a server that reads Asterisk's lists of queues again and again, and a page that reads
// the server's answer again and again. What it shows stands in data-metric and data-value, as on our wall.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createWire, type Packet } from '../../server/sources/asterisk/wire.ts';

export type Polling = {
  /** The server asks Asterisk so often, ms; undefined: each time a page asks it. */
  serverMs: number | undefined;
  /** The page asks its server so often, ms. */
  pageMs: number;
};
/** Paths of numbers as on our wall, with their values. */
type Numbers = Record<string, string>;

const states: Readonly<Record<string, string>> = { '1': 'free', '2': 'busy', '6': 'ringing' };

/** `ami` as TELEPHONY takes it. `stop` ends its server and its connection. */
export async function startPollingWall(ami: string, { serverMs, pageMs }: Polling) {
  const lists = await connectTo(ami);
  let latest: Numbers = await lists.read();
  const timer = serverMs === undefined ? undefined : setInterval(() => void readAgain(), serverMs);
  const readAgain = async (): Promise<Numbers> => (latest = await lists.read());
  const answer = async (url: string | undefined, response: ServerResponse): Promise<void> => {
    if (url === '/') return void response.setHeader('content-type', 'text/html').end(page(pageMs));
    response.end(JSON.stringify(serverMs === undefined ? await readAgain() : latest));
  };
  const server = createServer(({ url }, response) => void answer(url, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop(): void {
      clearInterval(timer);
      lists.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function connectTo(ami: string) {
  const { hostname, port, username, password } = new URL(ami);
  const socket = connect(Number(port), hostname);
  const wire = createWire();
  const questions: { items: Packet[]; done: (items: Packet[]) => void }[] = [];
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    for (const packet of wire.push(chunk)) {
      // Events come as well; only answers to what was asked have an ActionID.
      const question = packet['ActionID'] === undefined ? undefined : questions[0];
      question?.items.push(packet);
      if (question && packet['EventList'] === 'Complete') {
        questions.shift();
        question.done(question.items);
      }
    }
  });
  await once(socket, 'connect');
  ask(socket, { Action: 'Login', Username: username, Secret: password });
  return {
    async read(): Promise<Numbers> {
      const items = await new Promise<Packet[]>((done) => {
        questions.push({ items: [], done });
        ask(socket, { Action: 'QueueStatus', ActionID: 'polling' });
      });
      return numbersOf(items);
    },
    close: () => socket.destroy(),
  };
}

const ask = (socket: Socket, fields: Readonly<Record<string, string>>): void =>
  void socket.write(
    `${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );

function numbersOf(items: readonly Packet[]): Numbers {
  let waiting = 0;
  const numbers: Numbers = {};
  for (const { Event, Calls, Name, Status = '' } of items) {
    if (Event === 'QueueParams') waiting += Number(Calls);
    else if (Event === 'QueueMember') numbers[`desks.${Name}.state`] = states[Status] ?? Status;
  }
  return { ...numbers, 'now.waiting': String(waiting) };
}

const page = (everyMs: number): string => `<!doctype html><meta charset="utf-8"><title>polling</title><body><script>
const cells = new Map();
async function read() {
  const numbers = await (await fetch('/numbers')).json();
  for (const [path, value] of Object.entries(numbers)) {
    let cell = cells.get(path);
    if (!cell) {
      cells.set(path, cell = document.createElement('b'));
      cell.setAttribute('data-metric', path);
      document.body.append(cell);
    }
    if (cell.getAttribute('data-value') === value) continue;
    cell.setAttribute('data-value', value);
    cell.textContent = value;
  }
}
read();
setInterval(read, ${everyMs});
</script>`;
