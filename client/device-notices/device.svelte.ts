// Whether this device shows alerts as notifications: what its user chose here, and what the browser allows.
import { kept, valueOf } from '../state/storage.ts';

const KEY = 'device-notices';
const WORKER = '/notices-worker.js';

/** `insecure`: browsers allow it over HTTPS and on the machine itself only. */
export type DeviceState = 'unsupported' | 'insecure' | 'denied' | 'off' | 'on';

type Badging = { setAppBadge?: (count: number) => Promise<void>; clearAppBadge?: () => Promise<void> };

class Device {
  #wanted = $state(valueOf(kept.get(KEY)) === 'on');
  /** As the browser had it when it was looked at last: it is changed in the browser's own settings. */
  #permission = $state.raw<NotificationPermission | undefined>(permissionNow());
  /** The worker could not be had, or the browser refused to show something. */
  failed = $state(false);

  state = $derived.by<DeviceState>(() => {
    if (!isSecureContext) return 'insecure';
    if (this.#permission === undefined || !('serviceWorker' in navigator)) return 'unsupported';
    if (this.#permission === 'denied') return 'denied';
    return this.#wanted && this.#permission === 'granted' ? 'on' : 'off';
  });

  /** Only after a press of a button: browsers refuse to ask otherwise. */
  async turnOn(): Promise<void> {
    this.failed = false;
    try {
      this.#permission = await Notification.requestPermission();
      if (this.#permission !== 'granted') return;
      await navigator.serviceWorker.register(WORKER);
      this.#choose(true);
    } catch (error) {
      console.warn('this browser does not show notifications', error);
      this.failed = true;
    }
  }

  async turnOff(): Promise<void> {
    this.#choose(false);
    this.badge(0);
    const registration = await this.#registration();
    for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
    await registration?.unregister();
  }

  /** Looks again: the user may come from the browser's settings. */
  look(): void {
    this.#permission = permissionNow();
  }

  async show(id: string, title: string, options: NotificationOptions): Promise<void> {
    try {
      const registration = (await this.#registration()) ?? (await navigator.serviceWorker.register(WORKER));
      await registration.showNotification(title, { ...options, tag: id, icon: '/icon-192.png' });
    } catch (error) {
      console.warn('this browser did not show a notification', error);
      this.failed = true;
    }
  }

  async close(ids: readonly string[]): Promise<void> {
    const registration = ids.length === 0 ? undefined : await this.#registration();
    for (const tag of ids) for (const shown of (await registration?.getNotifications({ tag })) ?? []) shown.close();
  }

  /** The number on the icon of the installed page; where there is none nothing happens. */
  badge(count: number): void {
    const { setAppBadge, clearAppBadge } = navigator as Badging;
    const done = count > 0 ? setAppBadge?.call(navigator, count) : clearAppBadge?.call(navigator);
    done?.catch((error: unknown) => console.info('this browser has no badge', error));
  }

  #choose(on: boolean): void {
    this.#wanted = on;
    kept.set(KEY, on ? 'on' : undefined);
  }
  #registration = async (): Promise<ServiceWorkerRegistration | undefined> => {
    const all = await navigator.serviceWorker.getRegistrations();
    return all.find(({ active, installing, waiting }) => (active ?? waiting ?? installing)?.scriptURL.endsWith(WORKER));
  };
}

function permissionNow(): NotificationPermission | undefined {
  return 'Notification' in globalThis ? Notification.permission : undefined;
}

export const device = new Device();
