// Small comforts; every page works without them.

for (const button of document.querySelectorAll(".notice-close")) {
  button.hidden = false;
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  target?.closest(".notice-close")?.closest(".notice")?.remove();
  for (const box of document.querySelectorAll("details.menu-box[open]")) {
    if (!target || !box.contains(target)) box.open = false;
  }
  const opener = target?.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  target?.closest("[data-close-dialog]")?.closest("dialog")?.close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const box of document.querySelectorAll("details.menu-box[open]")) {
    box.open = false;
    box.querySelector("summary")?.focus();
  }
});

// A sent form says so, and is not sent twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!(button instanceof HTMLElement) || !button.dataset.sending) return;
  if (button.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  button.setAttribute("aria-busy", "true");
  button.textContent = button.dataset.sending;
});

// Coming back by the browser's arrow finds the button ready again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// The summary of errors takes focus when a swap brings it (a whole page has autofocus for that).
document.addEventListener("htmx:afterSwap", (event) => {
  event.target.querySelector?.(".error-summary")?.focus();
});
