// One statement after another without loading a page. Every vote is answered by the server before it is counted here.

const form = document.querySelector("[data-talk]");
if (form) start(form);

function start(form) {
  const find = (name) => document.querySelector(`[data-${name}]`);
  const [card, text, note, details, original] = ["card", "text", "note", "details", "original-text"].map(find);
  const [finished, fault, said, bar, keys] = ["finished", "fault", "said", "bar", "keys"].map(find);
  let queue = JSON.parse(form.dataset.queue);
  let done = Number(form.dataset.done);
  let all = Number(form.dataset.all);
  const token = form.elements.csrfmiddlewaretoken.value;
  const waiting = [];
  let sending = false;
  let asking = false;
  keys.hidden = false;

  const show = (moved) => {
    const next = queue[0];
    form.hidden = !next;
    finished.hidden = Boolean(next) || waiting.length > 0;
    if (!next) {
      if (moved) finished.setAttribute("tabindex", "-1"), finished.focus();
      return;
    }
    form.elements.statement.value = next.number;
    text.textContent = next.text;
    text.lang = next.language;
    note.textContent = next.note;
    note.hidden = !next.note;
    original.textContent = next.original;
    original.lang = next.original_language;
    details.hidden = !next.original;
    details.open = false;
    if (moved) card.focus({ preventScroll: true });
  };

  const count = () => {
    said.textContent = form.dataset.progress.replace("{done}", done.toLocaleString(document.documentElement.lang)).replace("{all}", all.toLocaleString(document.documentElement.lang));
    bar.max = all;
    bar.value = done;
  };

  const more = async () => {
    if (asking || queue.length > 4) return;
    asking = true;
    const held = [...queue.map((one) => one.number), ...waiting.map((one) => one.statement)];
    try {
      const answer = await fetch(`${form.dataset.next}?not=${held.join(",")}`, { headers: { accept: "application/json" } });
      if (answer.ok) {
        const told = await answer.json();
        const empty = queue.length === 0;
        const known = new Set([...queue.map((one) => one.number), ...waiting.map((one) => one.statement)]);
        queue.push(...told.cards.filter((one) => !known.has(one.number)));
        all = told.all;
        count();
        if (empty && queue.length) show(true);
      }
    } catch {
      // without a line nothing more comes; the next vote asks again
    } finally {
      asking = false;
    }
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    let pause = 1000;
    while (waiting.length) {
      const vote = waiting[0];
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          headers: { accept: "application/json", "X-CSRFToken": token },
          body: new URLSearchParams({ statement: vote.statement, choice: vote.choice }),
        });
        if (answer.ok) {
          done += 1;
          fault.textContent = "";
        } else if (answer.status === 409) {
          fault.textContent = (await answer.json()).error;
        } else if (answer.status < 500) {
          window.location.reload();
          return;
        } else {
          throw new Error(String(answer.status));
        }
        waiting.shift();
        count();
        pause = 1000;
      } catch {
        fault.textContent = form.dataset.waits;
        await new Promise((wake) => { setTimeout(wake, pause); });
        pause = Math.min(pause * 2, 30000);
      }
    }
    sending = false;
    await more();
    show(false);
  };

  const vote = (choice) => {
    const now = queue.shift();
    if (!now) return;
    waiting.push({ statement: now.number, choice });
    show(true);
    send();
  };

  form.addEventListener("submit", (event) => {
    const choice = event.submitter?.value;
    if (!choice) return;
    event.preventDefault();
    vote(choice);
  });
  const byKey = { 1: "agree", 2: "disagree", 3: "pass", ArrowLeft: "agree", ArrowRight: "disagree", ArrowDown: "pass" };
  form.addEventListener("keydown", (event) => {
    const choice = byKey[event.key];
    if (!choice || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("summary")) return;
    event.preventDefault();
    vote(choice);
  });
  window.addEventListener("beforeunload", (event) => {
    if (waiting.length) event.preventDefault();
  });
}
