// Turns messages on in this browser; the page works without, by mail and feeds.

const form = document.querySelector("form[data-push-key]");

function bytes(words) {
  const plain = atob(words.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(words.length / 4) * 4, "="));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const registration = await navigator.serviceWorker.register("/push.js");
  await navigator.serviceWorker.ready;
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.pushKey) });
}

if (form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    const told = await subscribe().catch(() => null);
    if (!told) {
      const said = form.querySelector("[data-refused]");
      if (said) said.hidden = false;
      return;
    }
    const { endpoint, keys } = told.toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.requestSubmit();
  });
}
