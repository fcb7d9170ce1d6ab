// Text that is being written is not lost when a tab closes or a line drops; every page works without this.
//
// A form with data-draft sends its boxes there a few seconds after the last key, as a draft of the person who writes. Only while that
// fails does a copy of the boxes marked data-local lie on this device; the other boxes (what is reserved) never do, because others may
// use the machine. The copy goes as soon as the server has the text, and after two weeks in any case. data-owner tells writers apart.

const PREFIX = "wijk-draft:";
const IDLE = 2500;
const AGAIN = 15000;
const OLD = 14 * 24 * 3600 * 1000;

const plain = (words) => words.replaceAll("\r\n", "\n").trim();

/** The device may refuse to keep anything; then the server alone does. */
const device = {
  read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  },
  write(key, told) {
    try { localStorage.setItem(key, JSON.stringify(told)); } catch { /* full, or not allowed */ }
  },
  forget(key) {
    try { localStorage.removeItem(key); } catch { /* not allowed */ }
  },
  sweep() {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX) && !(this.read(key)?.at > Date.now() - OLD)) localStorage.removeItem(key);
      }
    } catch { /* not allowed */ }
  },
};

function keepDraft(form) {
  const told = form.dataset;
  const say = form.querySelector("[data-say]");
  const boxes = [...form.querySelectorAll("textarea")];
  const open = boxes.filter((box) => "local" in box.dataset);
  const shut = boxes.filter((box) => !("local" in box.dataset));
  const key = `${PREFIX}${told.owner}:${told.draft}#${form.elements.item.value}`;
  const all = () => boxes.map((box) => plain(box.value)).join("\0");
  const reserved = () => shut.map((box) => plain(box.value)).join("\0");
  let [safe, safeReserved] = [all(), reserved()];
  let leaving = false;
  let wait;

  const tell = (words, at = "") => { if (say && say.textContent !== words) say.textContent = words.replace("{at}", at); };
  const later = (pause) => {
    clearTimeout(wait);
    wait = setTimeout(send, pause);
  };
  const keepHere = () => device.write(key, {
    texts: open.map((box) => box.value), version: form.elements.version.value, at: Date.now(),
  });

  async function send({ keepalive = false } = {}) {
    const sent = all();
    const sentReserved = reserved();
    if (sent === safe) return;
    try {
      const answer = await fetch(told.draft, { method: "POST", body: new FormData(form), redirect: "error", keepalive });
      if (answer.status === 409) {
        keepHere();
        return tell((await answer.json()).sentence);
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const { at, changed } = await answer.json();
      [safe, safeReserved] = [sent, sentReserved];
      if (all() === sent) {
        device.forget(key);
        tell(changed ? told.changed : told.kept, at);
      } else later(IDLE);
    } catch {
      if (leaving) return;
      keepHere();
      tell(reserved() === safeReserved ? told.offline : told.reserved);
      later(AGAIN);
    }
  }

  form.addEventListener("input", () => later(IDLE));
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(wait);
    if (all() !== safe) keepHere(); // until the next page shows that it arrived
  });
  addEventListener("online", () => later(0));
  addEventListener("pagehide", () => {
    if (leaving || all() === safe) return;
    keepHere();
    send({ keepalive: true });
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && reserved() !== safeReserved) event.preventDefault();
  });

  const left = device.read(key);
  if (!left) return;
  const same = left.texts.length === open.length && left.texts.every((words, n) => plain(words) === plain(open[n].value));
  if (same) device.forget(key);
  else if (left.version === form.elements.version.value) {
    left.texts.forEach((words, n) => { if (open[n]) open[n].value = words; });
    tell(told.back);
    later(IDLE);
  } else {
    const box = document.createElement("details");
    const title = document.createElement("summary");
    title.textContent = told.earlier;
    box.append(title);
    for (const line of left.texts.join("\n").split("\n")) {
      const part = document.createElement("p");
      part.textContent = line;
      box.append(part);
    }
    form.before(box);
  }
}

device.sweep();
for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);
