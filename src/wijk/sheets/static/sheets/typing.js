// Typing many sheets with the keyboard alone; without a script each button does the same, one sheet at a time.

const form = document.querySelector("form.sheet-typing");
const code = document.querySelector("form.sheet-code input[name=code]");

/** The boxes and groups of choices of a sheet, in their order. */
function stops() {
  return [...form.querySelectorAll("input[type=text], textarea, fieldset.sheet-ticks")].filter((one) => one.getClientRects().length && !one.closest("details:not([open])"));
}

/** Where the focus goes in one of them: the box itself, or what is ticked in a group. */
function into(stop) {
  return stop.matches("fieldset") ? stop.querySelector("input:checked") ?? stop.querySelector("input") : stop;
}

function stopOf(target) {
  return target.closest("fieldset.sheet-ticks") ?? target;
}

function goOn(from) {
  const all = stops();
  const stop = stopOf(from);
  const rest = all.slice(all.indexOf(stop) + 1);
  const picked = stop.matches(".sheet-pick") && stop.querySelector("input:checked:not([value=own])");
  const next = picked ? rest.find((one) => one.closest("section") !== stop.closest("section")) : rest[0];
  const goal = next ? into(next) : form.querySelector("button[value=done], button.btn[type=submit]");
  goal?.focus();
  if (goal?.select && goal.matches("input[type=text]")) goal.select();
}

/** Send what was typed so far; what is sent later holds what was sent before. */
let running = Promise.resolve();
let last = "";
function keep() {
  const now = new URLSearchParams(new FormData(form)).toString();
  if (!form.dataset.keep || now === last) return;
  last = now;
  const said = form.querySelector("[data-said]");
  running = running.then(async () => {
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), keepalive: true });
      const told = await answer.json();
      said.textContent = told.said;
    } catch {
      last = "";
      said.textContent = form.dataset.lost;
    }
  });
}

if (form) {
  for (const group of form.querySelectorAll("fieldset.sheet-ticks")) group.classList.add("with-keys");
  form.addEventListener("change", keep);
  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (target.matches("textarea") && key === "Enter" && !event.ctrlKey && !event.metaKey) return;
    if (key === "Enter" && target.matches("input, textarea")) {
      event.preventDefault();
      keep();
      goOn(target);
      return;
    }
    const group = target.closest("fieldset.sheet-ticks");
    if (group && /^[1-9]$/.test(key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const choice = group.querySelectorAll("input[type=radio]")[Number(key) - 1];
      if (!choice) return;
      event.preventDefault();
      choice.checked = true;
      choice.focus();
      keep();
      goOn(choice);
    }
  });
  form.addEventListener("input", (event) => {
    const own = event.target.closest("section.sheet-differs")?.querySelector("input[value=own]");
    if (own && !event.target.name.startsWith("pick-")) own.checked = true;
  });
  const wrong = form.querySelector(".field.wrong");
  const first = wrong ?? stops().find((stop) => (stop.matches("fieldset") ? !stop.querySelector("input:checked:not([value=''])") : !stop.value)) ?? stops()[0];
  if (first) {
    const goal = first.matches("div") ? first.querySelector("input, textarea") : into(first);
    goal?.focus();
  }
} else if (code && !document.querySelector("[role=alert][data-focus]")) {
  code.focus();
  code.select();
}
