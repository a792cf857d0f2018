// What a fact of a call reports beside the call itself: that its queue and desk are in use, and when its source last reported.
import type { CallFact } from '../../shared/event.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { Desks } from './desks.ts';
import type { createLastFacts } from './last-facts.ts';
import type { Queues } from './queues.ts';

type Parts = {
  lastFacts: Pick<ReturnType<typeof createLastFacts>, 'take'>;
  queues: Pick<Queues, 'mention'>;
  desks: Pick<Desks, 'mention' | 'served'>;
  joinedAt: (when: number) => void;
};

export function createMentions({ lastFacts, queues, desks, joinedAt }: Parts) {
  return {
    /** A case for each type, as code that meets events of one shape only is quicker. */
    take(event: CallFact): void {
      const { at, id, source } = event;
      lastFacts.take(source, at);
      switch (event.type) {
        case 'call.joined':
          queues.mention(event.queue, at, id, source, event.name);
          joinedAt(at);
          break;
        case 'call.ringing':
          queues.mention(event.queue, at, id, source);
          desks.mention(event.desk, at, id, source, event.name);
          break;
        case 'call.missed':
          queues.mention(event.queue, at, id, source);
          desks.mention(event.desk, at, id, source, event.name);
          break;
        case 'call.answered':
          queues.mention(event.queue, at, id, source);
          desks.mention(event.desk, at, id, source, event.name);
          desks.served(event);
          break;
        case 'call.left':
          queues.mention(event.queue, at, id, source);
          break;
        case 'call.refused':
          queues.mention(event.queue, at, id, source);
          break;
        case 'call.ended':
          if (event.queue !== undefined) queues.mention(event.queue, at, id, source);
          break;
        case 'call.tagged':
        case 'call.withdrawn':
        case 'call.held':
        case 'call.resumed':
        case 'call.transferred':
          break;
        default:
          unreachable(event);
      }
    },
  };
}
