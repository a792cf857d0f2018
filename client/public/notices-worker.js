// The service worker of an installed page: it shows the page's notifications and opens the alerts when one is pressed. It takes no
// requests, so the page itself always comes from the server.
self.addEventListener('install', function () {
  self.skipWaiting();
});
self.addEventListener('activate', function (event) {
  event.waitUntil(self.clients.claim());
});
self.addEventListener('notificationclick', function (event) {
  event.notification.close();
  var address = new URL('/alerts', self.location.origin).href;
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(function (windows) {
      var open = windows.find(function (one) {
        return one.url === address;
      });
      if (open) return open.focus();
      var other = windows[0];
      if (!other) return self.clients.openWindow(address);
      // A page that this worker does not control cannot be led elsewhere; then it is only brought to the front.
      return other.focus().then(function (shown) {
        return shown.navigate(address).catch(function () {
          return shown;
        });
      });
    }),
  );
});
