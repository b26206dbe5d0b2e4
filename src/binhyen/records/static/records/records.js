// On a phone the filters of a book begin folded; without script they stand open.

// The style sheet has shown them folded from the first line on, so that nothing jumps.

for (const box of document.querySelectorAll(".filter-more")) {
  if (window.matchMedia("(max-width: 760px)").matches) box.open = false;
  box.classList.add("can-fold");
}
