// The page's own script may not arrive: the network flaps at the moment of loading, or a half upgraded cluster has it on
// another node. No watchdog runs then, and a wall would stay empty for good. This one is small, old-fashioned and alone:
// while the page does not run it asks whether page and script can be had, and then loads anew, each time with more patience.
(function () {
  var FIRST_MS = 15000;
  var LONGEST_MS = 600000;
  var LOOK_EVERY_MS = 5000;
  var KEY = 'boot-watchdog-reloads';
  var entry = /<script\b[^>]*\bsrc="([^"]*\/assets\/[^"]+\.js)"/;

  function tried() {
    try {
      return Number(sessionStorage.getItem(KEY)) || 0;
    } catch {
      return Infinity; // nothing is remembered across reloads, so none may come soon
    }
  }
  function remember(count) {
    try {
      sessionStorage.setItem(KEY, String(count));
    } catch (error) {
      console.info('reloads are not counted: storage is closed', error);
    }
  }
  function reloadIfServed() {
    fetch('/', { cache: 'no-store' })
      .then(function (page) {
        return page.ok ? page.text() : '';
      })
      .then(function (html) {
        var found = entry.exec(html);
        return found ? fetch(found[1], { cache: 'reload' }) : undefined;
      })
      .then(function (script) {
        if (!script || !script.ok || runs()) return;
        remember(tried() + 1);
        location.reload();
      })
      .catch(function (error) {
        console.info('the server cannot be reached yet', error);
      });
  }
  function runs() {
    return document.documentElement.hasAttribute('data-runs');
  }

  var waited = 0;
  var timer = setInterval(function () {
    waited += LOOK_EVERY_MS;
    if (runs()) {
      clearInterval(timer);
      remember(0);
    } else if (waited >= Math.min(FIRST_MS * Math.pow(2, tried()), LONGEST_MS)) reloadIfServed();
  }, LOOK_EVERY_MS);
})();
