// A screen that many people use: when nobody touches it, ask; then go home, which forgets. A page that comes back from the memory of the
// browser is loaded anew, so that nobody sees what another did.
const box = document.querySelector("[data-screen]");
const ask = document.querySelector("[data-screen-ask]");
const MORE = 20_000;
let timer;

function leave() {
  location.replace(box.dataset.home);
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!ask || document.querySelector("[data-screen-now]")) return leave();
    ask.showModal();
    timer = setTimeout(leave, MORE);
  }, Number(box.dataset.idle) * 1000);
}

if (box) {
  addEventListener("pageshow", event => event.persisted && location.reload());
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(kind, () => ask?.open || wait(), { passive: true, capture: true });
  }
  ask?.querySelector("[data-stay]").addEventListener("click", () => (ask.close(), wait()));
  ask?.addEventListener("close", wait);
  for (const link of document.querySelectorAll("[data-finish]")) {
    link.addEventListener("click", event => (event.preventDefault(), leave()));
  }
  wait();
}
