// On a phone the filters of a book begin folded; without script they stand open.

if (window.matchMedia("(max-width: 760px)").matches) {
  for (const box of document.querySelectorAll(".filter-more")) box.open = false;
}
