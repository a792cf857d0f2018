// The least that could take events in by HTTP: express.json, and a durable insert of each into the same tables. Prints its port.
// node tests/bench/bare-http.ts FILE
import express from 'express';
import type { AddressInfo } from 'node:net';
import { rowOf } from '../../server/log/row.ts';
import { openForWriting } from '../../server/log/schema.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';

const calendar = createCalendar();
const db = openForWriting(process.argv[2] ?? '');
const insert = db.prepare('insert into event (source, id, subject, day, body) values (?, ?, ?, ?, ?)');
const app = express();
app.post('/api/events', express.json({ limit: '1mb' }), (request, response) => {
  const events = request.body as StoredEvent[];
  db.exec('begin immediate');
  for (const event of events)
    insert.run(...rowOf({ ...event, source: 'bare', recordedAt: Date.now(), v: 1 }, calendar));
  db.exec('commit');
  response.json({ accepted: events.length });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
