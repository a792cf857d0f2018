// Copies what an element says. Browsers keep their clipboard from pages without TLS, which a closed network often has not:
// then the text is at least selected, and the old command is tried.

export async function copy(node: HTMLElement): Promise<'copied' | 'selected'> {
  try {
    await navigator.clipboard.writeText(node.textContent ?? '');
    return 'copied';
  } catch (error) {
    console.info('the clipboard is closed to this page', error);
  }
  getSelection()?.selectAllChildren(node);
  return document.execCommand('copy') ? 'copied' : 'selected';
}
