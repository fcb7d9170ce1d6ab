// A moderator goes through the queue with one hand on the keys. They work only while something inside the part of the page has the
// focus, and never while somebody types, so that they take no key from anybody who does not want them.

const part = document.querySelector("[data-moderate]");
if (part) start(part);

function start(part) {
  part.querySelector("[data-keys]").hidden = false;
  const press = { n: "a[rel=next]", p: "a[rel=prev]", s: "[value=show], [value=grant]", h: "[value=hide], [value=keep], [value=dismiss]", r: "[value=propose], [value=remove]" };
  part.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("textarea, select, input:not([type=radio])")) return;
    if (/^[1-9]$/.test(event.key)) {
      const reason = part.querySelectorAll("input[name=reason]")[Number(event.key) - 1];
      if (!reason) return;
      reason.checked = true;
      reason.focus();
      event.preventDefault();
      return;
    }
    const found = press[event.key] && part.querySelector(press[event.key]);
    if (!found) return;
    event.preventDefault();
    found.click();
  });
  if (location.hash === "#said") part.querySelector("#said").focus({ preventScroll: true });
}
