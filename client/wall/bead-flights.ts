// The bead of a citizen who is answered glides from the string to the desk; that of one who gives up fades. A copy moves, above
// the page: the string and the desk themselves stand at once as they are.
import { mayMove } from '../parts/movement.ts';
import { movesBetween, type Moment } from './answer-moves.ts';

const GLIDE_MS = 280;
const FADE_MS = 250;
/** More at once is a board that was away, not people who were answered. */
const MOST_AT_ONCE = 4;

export type BeadFlights = {
  /** To be called before the page is redrawn. */
  before: (moment: Moment) => void;
  /** To be called after it. */
  after: () => void;
};

export function createBeadFlights(): BeadFlights {
  let seen: Moment | undefined;
  let ready: { copy: HTMLElement; desk: string | undefined }[] = [];

  const copyOf = (key: string): HTMLElement | undefined => {
    const bead = document.querySelector(`[data-bead="${CSS.escape(key)}"]`);
    if (!bead) return undefined;
    const { left, top, width, height } = bead.getBoundingClientRect();
    const { backgroundColor, borderRadius } = getComputedStyle(bead, '::before');
    const copy = document.createElement('div');
    copy.className = 'flight';
    copy.setAttribute('aria-hidden', 'true');
    Object.assign(copy.style, {
      position: 'fixed',
      // Below a phone's bar, behind which a desk may lie.
      zIndex: '1',
      pointerEvents: 'none',
      left: `${left + width * 0.2}px`,
      top: `${top + height * 0.2}px`,
      width: `${width * 0.6}px`,
      height: `${height * 0.6}px`,
      borderRadius,
      background: backgroundColor,
    });
    return copy;
  };

  const play = (copy: HTMLElement, desk: string | undefined): void => {
    // Beside the body, which drifts against burn-in.
    document.documentElement.append(copy);
    const target = desk === undefined ? null : document.querySelector(`[data-desk="${CSS.escape(desk)}"]`);
    const from = copy.getBoundingClientRect();
    const to = target?.getBoundingClientRect();
    const movement = to
      ? copy.animate(
          [
            { transform: 'none' },
            {
              transform: `translate(${to.left + to.width / 2 - from.left - from.width / 2}px, ${
                to.top + to.height / 2 - from.top - from.height / 2
              }px)`,
            },
          ],
          { duration: GLIDE_MS, easing: 'ease-in-out' },
        )
      : copy.animate([{ opacity: 1 }, { opacity: 0, transform: 'translateY(60%)' }], {
          duration: FADE_MS,
          easing: 'ease-in',
        });
    const end = (): void => copy.remove();
    movement.finished.then(end, end);
  };

  return {
    before(moment) {
      const was = seen;
      seen = moment;
      if (!was) return;
      const { answered, gone } = movesBetween(was, moment);
      if (answered.length + gone.length > MOST_AT_ONCE) return;
      for (const { bead, desk } of [...answered, ...gone.map((bead) => ({ bead, desk: undefined }))]) {
        if (!mayMove()) return;
        const copy = copyOf(bead);
        if (copy) ready.push({ copy, desk });
      }
    },
    after() {
      for (const { copy, desk } of ready) play(copy, desk);
      ready = [];
    },
  };
}
