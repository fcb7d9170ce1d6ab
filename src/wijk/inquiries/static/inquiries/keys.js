// Who replies goes through the remarks with one hand on the keys. They work only while something inside the part of the page has the
// focus, and never while somebody types.

const part = document.querySelector("[data-remark]");
if (part) start(part);

function start(part) {
  part.querySelector("[data-keys]").hidden = false;
  const press = { n: "a[rel=next]", p: "a[rel=prev]" };
  part.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
    if (/^[1-9]$/.test(event.key)) {
      const theme = part.querySelectorAll("input[name=themes]")[Number(event.key) - 1];
      if (!theme) return;
      theme.checked = !theme.checked;
      theme.focus();
      event.preventDefault();
      return;
    }
    if (event.key === "r") {
      const reply = part.querySelector("textarea[name^=reply_]");
      if (reply) {
        event.preventDefault();
        reply.focus();
      }
      return;
    }
    const found = press[event.key] && part.querySelector(press[event.key]);
    if (!found) return;
    event.preventDefault();
    found.click();
  });
}
