// A form on a bad line: what was typed stays in this tab until it arrived, and is sent again by itself. Sent twice it counts once, by
// the number that the form carries. The tab forgets it when it arrived, or when it is closed.

const AGAIN = 15000;
const SKIPPED = new Set(["csrfmiddlewaretoken"]);

function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => !SKIPPED.has(name) && typeof value === "string");
}

function fill(form, kept) {
  for (const [name, value] of kept) {
    for (const box of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (box.type === "radio" || box.type === "checkbox") box.checked = box.value === value;
      else box.value = value;
      if (box.checked && box.value === value) break;
    }
  }
}

function keeps(form) {
  const place = form.dataset.keepDraft;
  const said = form.querySelector("[data-draft-said]");
  let waits;
  let sending = false;
  const say = (words) => {
    said.textContent = words;
    said.hidden = !words;
  };
  const keep = () => {
    try {
      sessionStorage.setItem(place, JSON.stringify(typed(form)));
    } catch {
      // a full or forbidden store: the form itself still holds it
    }
  };
  const forget = () => sessionStorage.removeItem(place);

  const send = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(waits);
    keep();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", signal: AbortSignal.timeout(20000) });
      if (answer.status >= 502) throw new TypeError("not reached");
      forget();
      if (answer.redirected && answer.ok) {
        window.location.assign(answer.url);
        return;
      }
      form.submit(); // there is a line: let the page itself say what is not right
    } catch {
      say(form.dataset.unsent);
      waits = setTimeout(send, AGAIN);
    } finally {
      sending = false;
    }
  };

  const kept = sessionStorage.getItem(place);
  if (kept && !form.querySelector(".wrong")) {
    fill(form, JSON.parse(kept));
    say(form.dataset.kept);
  }
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  window.addEventListener("online", () => {
    if (waits) send();
  });
}

for (const form of document.querySelectorAll("form[data-keep-draft]")) keeps(form);
