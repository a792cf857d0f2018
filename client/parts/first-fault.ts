// Moves the focus to the first invalid field of a form.
import { tick } from 'svelte';

/** Waits until the faults are drawn. */
export async function toFirstFault(form: HTMLFormElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
