// Whether the screen is held in a hand: then pages scroll, and nothing has to be fitted.
import { MediaQuery } from 'svelte/reactivity';

export const isPhone = new MediaQuery('(max-width: 640px), (max-height: 480px)');
