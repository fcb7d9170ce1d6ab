// Points can be dragged into a basin, by mouse or by finger. The form below stays what it is: dragging only chooses in its boxes, and
// what is chosen there moves the card. On a card the arrow keys do the same; every move is said to who does not see it.

const board = document.querySelector("[data-board]");
if (board) start(board);

function start(board) {
  const status = board.querySelector("[role=status]");
  const zones = [...board.querySelectorAll("[data-basin]")];
  const zoneOf = (value) => zones.find((one) => one.dataset.basin === value);
  const cards = new Map();

  const make = (row) => {
    const select = row.querySelector("select[name^=basin-]");
    const words = row.querySelector("legend").textContent.trim();
    const card = document.createElement("li");
    card.className = "lay-card";
    const grip = document.createElement("button");
    grip.type = "button";
    grip.className = "lay-grip";
    grip.textContent = words;
    grip.lang = row.querySelector("legend [lang]")?.lang ?? "";
    if (!grip.lang) grip.removeAttribute("lang");
    const handle = document.createElement("span");
    handle.className = "lay-handle";
    handle.setAttribute("aria-hidden", "true");
    card.append(handle, grip);
    cards.set(select, { card, grip, words, row });
    select.addEventListener("change", () => lay(select));
    grip.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const now = zones.indexOf(zoneOf(select.value));
      const next = zones[now + step];
      if (next) put(select, next.dataset.basin, true);
    });
    grip.addEventListener("click", (event) => {
      if (event.detail !== 0 && grip.dataset.moved) return; // it was dragged, not pressed
      const reason = row.querySelector("textarea");
      row.scrollIntoView({ block: "center" });
      reason.focus({ preventScroll: true });
    });
    // a finger on the words scrolls the page; on the handle it drags
    card.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch" || event.target === handle) drag(event, select);
    });
    lay(select);
  };

  const lay = (select) => {
    const { card } = cards.get(select);
    (zoneOf(select.value) ?? zones[0]).querySelector("ul").append(card);
    card.classList.toggle("laid", select.value !== "");
  };

  const put = (select, value, keyboard = false) => {
    const { grip, words } = cards.get(select);
    if (select.value !== value) {
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      const basin = zoneOf(value).dataset.name;
      const said = value ? board.dataset.said : board.dataset.gone;
      status.textContent = said.replace("{point}", words).replace("{basin}", basin);
    }
    if (keyboard) grip.focus();
  };

  const drag = (event, select) => {
    if (event.button !== 0) return;
    const { grip, card } = cards.get(select);
    const from = { x: event.clientX, y: event.clientY };
    let ghost = null;
    let over = null;
    delete grip.dataset.moved;
    let captured = false;

    const move = (now) => {
      if (!ghost && Math.hypot(now.clientX - from.x, now.clientY - from.y) < 6) return;
      if (!captured) captured = !card.setPointerCapture(now.pointerId);
      if (!ghost) {
        ghost = card.cloneNode(true);
        ghost.classList.add("lay-ghost");
        ghost.setAttribute("aria-hidden", "true");
        ghost.style.inlineSize = `${Math.min(card.offsetWidth, 260)}px`;
        document.body.append(ghost);
        card.classList.add("away");
        grip.dataset.moved = "yes";
      }
      ghost.style.left = `${now.clientX + 8}px`;
      ghost.style.top = `${now.clientY + 8}px`;
      const edge = 60;
      if (now.clientY < edge) scrollBy(0, -12);
      else if (now.clientY > innerHeight - edge && !over) scrollBy(0, 12);
      const found = document.elementFromPoint(now.clientX, now.clientY)?.closest("[data-basin]") ?? null;
      if (found !== over) {
        over?.classList.remove("over");
        found?.classList.add("over");
        over = found;
      }
    };
    const end = (drop) => {
      card.removeEventListener("pointermove", move);
      card.removeEventListener("pointerup", up);
      card.removeEventListener("pointercancel", cancel);
      document.removeEventListener("keydown", escape);
      over?.classList.remove("over");
      card.classList.remove("away");
      ghost?.remove();
      if (drop && ghost && over) put(select, over.dataset.basin);
    };
    const up = () => end(true);
    const cancel = () => end(false);
    const escape = (pressed) => { if (pressed.key === "Escape") end(false); };
    card.addEventListener("pointermove", move);
    card.addEventListener("pointerup", up);
    card.addEventListener("pointercancel", cancel);
    document.addEventListener("keydown", escape);
  };

  for (const row of document.querySelectorAll("[data-point]")) make(row);
  board.hidden = false;
}
