// Sheets of sittings from two nodes on one Redis that are killed -9 at random: the mail server gets each once for each recipient,
// and what may be a repeat says so. SHEETS=60 SEED=7 npx vitest run tests/faults/reports-once.test.ts
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { noticeId } from '../../shared/notices.ts';
import { reportName } from '../../shared/reports.ts';
import { MINUTE } from '../../shared/time.ts';
import { messageId } from '../../server/notices/email.ts';
import { expectEachOnce, letters, startKilledNodes } from '../support/killed-nodes.ts';
import { rounds } from '../support/long.ts';
import { noRedis } from '../support/redis-server.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { readMail, startSmtpServer } from '../support/smtp-server.ts';

const SHEETS = rounds('SHEETS', 8, 60);
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const SENDER = 'wallboard@office.example';

it.skipIf(noRedis)(
  'B2 B5: each report arrives once at each recipient from nodes that are killed at random, and a repeat is marked as one',
  { timeout: 2 * MINUTE + SHEETS * 4_000 },
  async () => {
    console.log(`reports of killed nodes: seed ${SEED}, ${SHEETS} sheets`);
    const nodes = await startKilledNodes(seededRandom(SEED), { REPORTS_WAIT_MS: '0' });
    const smtp = await startSmtpServer();
    const server = { host: '127.0.0.1', port: smtp.port, security: 'none', from: SENDER };
    const recipients: string[] = [];
    for (const name of ['governor', 'deputy']) {
      const { id } = await nodes.addRecipient({
        name,
        language: 'en',
        allowLocal: true,
        rules: { level: 'none', queues: [], counties: [], onlySittings: false, cleared: false },
        reports: ['sitting'],
        settings: { channel: 'email', to: `${name}@office.example`, server },
      });
      recipients.push(id);
    }

    // Sittings whose end was recorded so long ago that their sheets are due.
    const day = createCalendar().dayOf;
    const wanted: string[] = [];
    const close = async (sitting: string): Promise<void> => {
      const at = Date.now() - 2 * MINUTE;
      const stamps = { source: 'clock', recordedAt: at, v: 1, at } as const;
      const events: StoredEvent[] = [
        {
          type: 'sitting.scheduled',
          id: `sitting/${sitting}/1`,
          sitting,
          official: { id: `o-${sitting}`, name: 'Official' },
          level: 'province',
          from: at - 10 * MINUTE,
          to: at,
          ...stamps,
        },
        { type: 'sitting.closed', id: `sitting/${sitting}/closed`, sitting, ...stamps },
      ];
      await nodes.append(events);
      const name = reportName({ kind: 'sitting', sitting, day: day(at) });
      wanted.push(...recipients.map((recipient) => messageId(noticeId(name, recipient, 'report'), SENDER)));
    };
    const kills = nodes.beginKilling();
    for (let n = 0; n < SHEETS; n++) {
      await close(`s-${letters(n)}`);
      await kills.atLeast(n / 3);
      await sleep(nodes.between(50, 400));
    }
    const killed = await kills.stop();

    const arrived = (): Map<string, boolean[]> => {
      const found = new Map<string, boolean[]>();
      for (const { data } of smtp.mails) {
        const { headers, parts } = readMail(data);
        const id = headers['message-id'] ?? '';
        const isRepeat = parts['text/plain']?.includes('You may have received this message before.') === true;
        found.set(id, [...(found.get(id) ?? []), isRepeat]);
      }
      return found;
    };
    const repeats = await expectEachOnce(arrived, wanted, SEED);
    console.log(
      `${killed} kills: ${wanted.length} mails of ${SHEETS} sheets, each once unmarked at most; ${repeats} marked`,
    );
    expect(killed).toBeGreaterThanOrEqual(Math.floor((SHEETS - 1) / 3));
  },
);
