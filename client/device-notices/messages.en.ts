// What the switch for notifications of this device says in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Alerts on this device',
  why: 'While this page is open or in the background, a new alert shows as a notification, and the icon of the app counts those that nobody has acknowledged. The browser asks for permission.',
  isOn: 'On. Nothing arrives once the phone has closed this page; for that an administrator sets up text messages, a messenger or e-mail.',
  turnOn: 'Allow and turn on',
  turnOff: 'Turn off',
  denied:
    'Notifications of this address are blocked in this browser. Allow them in the browser’s settings, under sites.',
  insecure: 'Browsers allow notifications over https only.',
  unsupported: 'This browser shows no notifications. On an iPhone, add the page to the home screen first.',
  failed: 'The browser did not show the notification.',
};
