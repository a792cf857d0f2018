// What moves on the living page, in one part that is loaded after its numbers.
export { createBeadFlights } from './bead-flights.ts';
export { default as SittingEnd } from './SittingEnd.svelte';
