// The burn-in guard: once a minute the whole picture moves by one dot, which no eye sees. It is not a movement for the eye,
// so it also goes on where movement is unwelcome: a panel burns in there, too.
import { placeAt, driftReach } from './drift-path.ts';
import { MINUTE } from '../../shared/time.ts';

const STEP_MS = MINUTE;

/** A pixel of the wall that was drawn for 1920×1080, or 1080×1920 upright. */
const unit = (): number =>
  innerWidth <= innerHeight
    ? Math.min(innerWidth / 1080, innerHeight / 1920)
    : Math.min(innerWidth / 1920, innerHeight / 1080);

/** Returns what stops it and puts the picture back. */
export function drift(picture: HTMLElement, root: HTMLElement): () => void {
  let step = 0;
  const move = (): void => {
    const { x, y } = placeAt(step, driftReach(unit(), devicePixelRatio));
    picture.style.transform =
      x === 0 && y === 0 ? '' : `translate(${x / devicePixelRatio}px, ${y / devicePixelRatio}px)`;
  };
  const timer = setInterval(() => {
    step += 1;
    move();
  }, STEP_MS);
  addEventListener('resize', move);
  // What stands a dot beyond the edge must not bring a scroll bar.
  root.dataset['drifts'] = '';
  return () => {
    clearInterval(timer);
    removeEventListener('resize', move);
    picture.style.transform = '';
    delete root.dataset['drifts'];
  };
}
