// What a page gains with a script; every page works without it.

/** Name the area under the pointer or the focus beside it, sooner and larger than the browser's own hint. */
function nameAreas(box) {
  const tip = document.createElement("div");
  tip.className = "map-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  box.append(tip);
  for (const link of box.querySelectorAll("svg a")) {
    const title = link.querySelector("title");
    if (!title) continue;
    link.setAttribute("aria-label", title.textContent);
    title.remove();
  }
  const show = (link, x, y) => {
    const frame = box.getBoundingClientRect();
    tip.textContent = link.getAttribute("aria-label");
    tip.hidden = false;
    const left = Math.min(Math.max(0, x - frame.left + 12), frame.width - tip.offsetWidth);
    const above = y - frame.top - tip.offsetHeight - 12;
    tip.style.left = `${left}px`;
    tip.style.top = `${above < 0 ? y - frame.top + 18 : above}px`;
  };
  const linkOf = (event) => event.target.closest?.("svg a");
  box.addEventListener("pointermove", (event) => {
    const link = linkOf(event);
    if (link) show(link, event.clientX, event.clientY);
    else tip.hidden = true;
  });
  box.addEventListener("pointerleave", () => { tip.hidden = true; });
  box.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (!link) return;
    const at = link.getBoundingClientRect();
    show(link, at.left + at.width / 2, at.top);
  });
  box.addEventListener("focusout", () => { tip.hidden = true; });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.hidden = true;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const link = linkOf(event);
    if (!step || !link) return;
    event.preventDefault();
    neighbour(box, link, step)?.focus({ preventScroll: true });
  });
}

/** The nearest area in the direction of an arrow key. */
function neighbour(box, from, [dx, dy]) {
  const middle = (link) => {
    const r = link.getBoundingClientRect();
    return [r.left + r.width / 2, r.top + r.height / 2];
  };
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const link of box.querySelectorAll("svg a")) {
    if (link === from) continue;
    const [a, b] = middle(link);
    const ahead = (a - x) * dx + (b - y) * dy;
    const aside = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
    const cost = ahead + 2 * aside;
    if (ahead > 0 && aside <= 2 * ahead && cost < least) [best, least] = [link, cost];
  }
  return best;
}

/** "Where am I": ask the browser, then send the place in the body of a form, never in an address. */
function whereAmI(form) {
  const button = form.querySelector("button");
  const say = form.querySelector("[data-say]");
  if (!("geolocation" in navigator) || !button) {
    form.hidden = true;
    return;
  }
  form.addEventListener("submit", (event) => {
    if (form.elements.lat.value) return;
    event.preventDefault();
    button.disabled = true;
    if (say) say.textContent = form.dataset.searching ?? "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lat.value = coords.latitude.toFixed(5);
        form.elements.lon.value = coords.longitude.toFixed(5);
        form.submit();
      },
      () => {
        button.disabled = false;
        if (say) say.textContent = form.dataset.failed ?? "";
      },
      { enableHighAccuracy: false, timeout: 10000, maximumAge: 60000 },
    );
  });
}

/** While somebody types, show the few places they may mean; the list comes from the server as ready links. */
function suggest(form) {
  const field = form.querySelector("input[type=search]");
  if (!field) return;
  const list = document.createElement("ul");
  list.className = "plain suggestions";
  list.hidden = true;
  list.setAttribute("aria-live", "polite");
  field.parentElement.append(list);
  let wait;
  let asked;
  const close = () => { list.hidden = true; };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const words = field.value.trim();
    if (words.length < 2) return close();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
      list.innerHTML = answer.ok ? await answer.text() : "";
      list.hidden = !list.querySelector("a");
    } catch (fault) {
      if (fault.name !== "AbortError") close();
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 180);
  });
  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && !list.hidden) {
      close();
      field.focus();
    } else if (event.key === "ArrowDown" && !list.hidden) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? field).focus();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
}

/** Send a form as soon as a choice changes; its button is then not needed. Keyboards may pass over choices first. */
function sendOnChoice(form) {
  let keyed = false;
  form.addEventListener("keydown", () => { keyed = true; });
  form.addEventListener("pointerdown", () => { keyed = false; });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=radio], input[type=checkbox]") && !keyed) form.requestSubmit();
  });
}

/** The street map comes only when somebody asks for it. */
function streetMap(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { open } = await import(button.dataset.module);
      await open(button);
    } catch (fault) {
      console.warn(fault);
      document.getElementById(button.dataset.target)?.setAttribute("hidden", "");
      button.disabled = false;
      button.textContent = button.dataset.failed ?? button.textContent;
    }
  });
}

for (const box of document.querySelectorAll("[data-map]")) nameAreas(box);
for (const form of document.querySelectorAll("form[data-where]")) whereAmI(form);
for (const form of document.querySelectorAll("form[data-suggest]")) suggest(form);
for (const form of document.querySelectorAll("form[data-auto]")) sendOnChoice(form);
for (const button of document.querySelectorAll("[data-street-map]")) streetMap(button);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
document.querySelector("[data-focus]")?.focus();

/** Entries of the office that are laid together close again by Escape, and when one goes elsewhere. */
for (const bar of document.querySelectorAll(".office-bar")) {
  const close = (but) => {
    for (const one of bar.querySelectorAll("details[open]")) if (one !== but) one.open = false;
  };
  bar.addEventListener("toggle", (event) => { if (event.target.open) close(event.target); }, true);
  bar.addEventListener("keydown", (event) => {
    const one = event.target.closest("details[open]");
    if (event.key !== "Escape" || !one) return;
    one.open = false;
    one.querySelector("summary").focus();
  });
  bar.addEventListener("focusout", (event) => { if (event.relatedTarget && !bar.contains(event.relatedTarget)) close(); });
  document.addEventListener("click", (event) => { if (!bar.contains(event.target)) close(); });
}
