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

// The timeline: drag over the bars to see only those days.
(() => {
  let from = null;
  const bar = (event) => document.elementsFromPoint(event.clientX, event.clientY).find((x) => x.dataset && x.dataset.since);
  document.addEventListener("pointerdown", (event) => {
    const chart = event.target.closest?.(".chart[data-brush]");
    from = chart ? { chart, x: event.clientX, first: bar(event) } : null;
  });
  document.addEventListener("dragstart", (event) => event.target.closest?.(".chart") && event.preventDefault());
  document.addEventListener("pointerup", (event) => {
    const was = from;
    from = null;
    if (!was || Math.abs(event.clientX - was.x) < 8) return;
    const box = was.chart.getBoundingClientRect();
    const [low, high] = [was.x, event.clientX].sort((a, b) => a - b);
    const inside = [...was.chart.querySelectorAll("[data-since]")].filter((r) => {
      const at = r.getBoundingClientRect();
      return at.right >= low && at.left <= high;
    });
    if (!inside.length || event.clientX < box.left - 40 || event.clientX > box.right + 40) return;
    const since = inside[0].dataset.since;
    const until = inside[inside.length - 1].dataset.until;
    location.assign(was.chart.dataset.brush.replace("SINCE", since).replace("UNTIL", until));
  });
})();
