// A short, soft tone and a higher one, by WebAudio. A browser that nobody has touched may forbid it: that can be asked, and
// said on screen.
const TONES = [587.33, 783.99];
const TONE_S = 0.22;
const LOUDNESS = 0.16;
/** Alarms that come together are one alarm. */
const EVERY_MS = 10_000;
/** An allowed context needs a moment until it runs. */
const STARTS_MS = 1_000;

export class Chime {
  /** The browser is silent until somebody touches the screen or presses a key. */
  blocked = $state(false);
  #context: AudioContext | undefined;
  #playedAt = -Infinity;

  /** Returns what stops it. */
  start(): () => void {
    const context = new AudioContext();
    this.#context = context;
    const look = (): void => void (this.blocked = context.state === 'suspended');
    const wake = (): void => {
      if (context.state !== 'suspended') return;
      context.resume().then(look, (error: unknown) => console.info('the browser does not let the wall sound', error));
    };
    const timer = setTimeout(look, STARTS_MS);
    context.addEventListener('statechange', look);
    for (const sign of ['pointerup', 'keydown'] as const) addEventListener(sign, wake);
    return () => {
      clearTimeout(timer);
      context.removeEventListener('statechange', look);
      for (const sign of ['pointerup', 'keydown'] as const) removeEventListener(sign, wake);
      this.#context = undefined;
      this.blocked = false;
      void context.close();
    };
  }

  /** At most once in ten seconds; silent while the browser is. */
  play(): void {
    const context = this.#context;
    if (context?.state !== 'running' || performance.now() - this.#playedAt < EVERY_MS) return;
    this.#playedAt = performance.now();
    soundTones(context);
  }
}

/** Sounds once, whatever was sounded before; false where the browser forbids it. */
export async function testSound(): Promise<boolean> {
  const context = new AudioContext();
  try {
    // A browser that forbids sound never answers.
    await Promise.race([context.resume(), pause(STARTS_MS)]);
    if (context.state !== 'running') return false;
    soundTones(context);
    await pause(TONES.length * TONE_S * 2_000);
    return true;
  } finally {
    await context.close();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const soundTones = (context: AudioContext): void =>
  TONES.forEach((frequency, index) => sound(context, frequency, context.currentTime + index * TONE_S));

/** One tone that swells and fades, so that nothing clicks and nobody starts. */
function sound(context: AudioContext, frequency: number, at: number): void {
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.type = 'sine';
  tone.frequency.value = frequency;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + TONE_S * 1.8);
  tone.connect(loudness).connect(context.destination);
  tone.start(at);
  tone.stop(at + TONE_S * 2);
}
