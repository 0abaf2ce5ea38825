// What is more comfortable with a script; every page reads without.
(() => {
  const light = (ids) => {
    document.querySelectorAll(".lit").forEach((x) => x.classList.remove("lit"));
    for (const id of ids) {
      document.getElementById(id)?.classList.add("lit");
      document.querySelectorAll(".mark").forEach((m) => m.dataset.claims.split(" ").includes(id) && m.classList.add("lit"));
    }
  };
  document.addEventListener("pointerover", (event) => {
    const mark = event.target.closest?.(".mark");
    const claim = event.target.closest?.(".claim");
    if (mark) light(mark.dataset.claims.split(" "));
    else if (claim) light([claim.id]);
  });
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest?.(".mark");
    if (mark) light(mark.dataset.claims.split(" "));
  });
  // Words selected in the report go into the form for a claim by hand.
  document.addEventListener("selectionchange", () => {
    const field = document.querySelector("[data-selected]");
    const chosen = document.getSelection();
    const paper = document.getElementById("paper");
    if (!field || !paper || chosen.isCollapsed || !paper.contains(chosen.anchorNode) || !paper.contains(chosen.focusNode)) return;
    field.value = chosen.toString().trim();
  });
})();
