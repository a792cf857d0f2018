// A form that opens elsewhere than where somebody pressed: it comes into view with the focus in its first field, and gives
// the focus back when it closes.
import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';

export const focusIn: Attachment<HTMLElement> = (form) => {
  const before = document.activeElement;
  form.querySelector<HTMLElement>('input, select, textarea')?.focus({ preventScroll: true });
  form.scrollIntoView({ block: 'start' });
  return () => {
    // A button that is disabled while it saves has lost the focus to the body. If the user focused something else, it keeps the focus.
    const isHere = document.activeElement === document.body || form.contains(document.activeElement);
    // Only once the form is gone does what gets the focus stand where it is looked for.
    if (isHere && before instanceof HTMLElement) void tick().then(() => before.focus());
  };
};
