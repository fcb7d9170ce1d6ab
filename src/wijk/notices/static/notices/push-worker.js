// Shows the messages that a browser was asked to show, and opens their page. Holds nothing, keeps nothing.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  let told = {};
  try { told = event.data ? event.data.json() : {}; } catch { /* not one of ours */ }
  if (!told.title) return;
  const options = { body: told.text || "", tag: told.tag || undefined, icon: "/static/ui/icon.svg", data: { url: told.url } };
  event.waitUntil(self.registration.showNotification(told.title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = event.notification.data && event.notification.data.url;
  if (url && new URL(url, self.location.origin).origin === self.location.origin) event.waitUntil(self.clients.openWindow(url));
});
