// Where a form leads whoever sent it with a fault in it.
import { tick } from 'svelte';

/** The keyboard goes to the first field that tells its fault, once all are told. */
export async function toFirstFault(form: HTMLFormElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
