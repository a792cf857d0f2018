// On paper the report is dark on white, whatever the screen is.

/** While something is printed the page has its light colours; returns what ends that. */
export function paper(): () => void {
  const root = document.documentElement;
  let before: string | undefined;
  const print = (): void => {
    before = root.dataset['theme'] ?? '';
    root.dataset['theme'] = 'light';
  };
  const back = (): void => {
    if (before !== undefined) root.dataset['theme'] = before;
    before = undefined;
  };
  addEventListener('beforeprint', print);
  addEventListener('afterprint', back);
  return () => {
    removeEventListener('beforeprint', print);
    removeEventListener('afterprint', back);
    back();
  };
}
