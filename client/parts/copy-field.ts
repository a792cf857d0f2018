// Copies the text of a field. Browsers keep their clipboard from pages without TLS; then the text is at least selected.

export async function copyField(field: HTMLTextAreaElement | undefined, text: string): Promise<'copied' | 'selected'> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch (error) {
    console.info('the clipboard is closed to this page', error);
    field?.select();
    return document.execCommand('copy') ? 'copied' : 'selected';
  }
}
