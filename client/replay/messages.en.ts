// Texts of a replay.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Replay',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  times: (speed) => `${speed}×`,
  moment: 'Moment of the replay',
  link: 'Copy link',
  linkWhy: 'A link that shows this moment',
  copied: 'Link copied',
  selected: 'The address bar has the link to this moment',
  leave: 'Live board',
  send: 'On displays',
  sent: (speed, until) => `Speed ${speed} · back to the live board at ${until}`,
  loading: 'Preparing the replay…',
  noConnection: 'The server cannot be reached; the replay goes on when it is back',
  refused: {
    'signed-out': 'Sign in to see a replay',
    forbidden: 'This account may not see replays',
    'too-many': 'Too many replays are open now; close one of them',
    unfit: 'This stretch of time cannot be replayed',
  },
  signIn: 'Sign in',
  alert: (time) => `Alert at ${time}`,
  opens: (name, time) => `Session of ${name} begins at ${time}`,
  closes: (name, time) => `Session of ${name} ends at ${time}`,
  gap: (from, to) => `No link to the telephone system from ${from} to ${to}`,
  waiting: 'Calls waiting over time',
};
