// A server with another protocol needs another page: load it once, never in a circle.
const KEY = 'reloaded-for-protocol';

export function reloadOnce(protocol: number): void {
  try {
    if (sessionStorage.getItem(KEY) === String(protocol)) return;
    sessionStorage.setItem(KEY, String(protocol));
  } catch (error) {
    console.warn('not reloading for the new protocol: storage is closed, so a circle could not be seen', error);
    return;
  }
  location.reload();
}
