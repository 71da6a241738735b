// The timeline by hand: arrow keys walk its bars, a drag over several of them filters the list. Bars are links without this file.
"use strict";
(() => {
  const facets = document.getElementById("facets");
  const bins = () => [...document.querySelectorAll("#timeline .bin")];
  let from = null;

  function ready() {
    const all = bins();
    all.forEach((bin, place) => { bin.setAttribute("tabindex", place ? "-1" : "0"); });
    const figure = document.querySelector("#timeline svg");
    if (figure) figure.setAttribute("aria-description", figure.dataset.keys);
  }

  function show(first, last) {
    const all = bins();
    const [low, high] = [all.indexOf(first), all.indexOf(last)].sort((a, b) => a - b);
    all.forEach((bin, place) => bin.classList.toggle("out", place < low || place > high));
    return [all[low], all[high]];
  }

  function filter(first, last) {
    const [low, high] = show(first, last);
    facets.elements.from.value = low.dataset.from;
    facets.elements.to.value = high.dataset.to;
    facets.elements.to.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("keydown", (event) => {
    const bin = event.target.closest && event.target.closest("#timeline .bin");
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!bin || !step) return;
    const all = bins(), next = all[all.indexOf(bin) + step];
    if (!next) return;
    event.preventDefault();
    bin.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    from = event.button === 0 && facets ? event.target.closest("#timeline .bin") : null;
    if (from) event.preventDefault();
  });
  document.addEventListener("pointermove", (event) => {
    const bin = from && event.target.closest("#timeline .bin");
    if (bin && bin !== from) show(from, bin);
  });
  document.addEventListener("pointerup", (event) => {
    const bin = from && event.target.closest("#timeline .bin");
    if (bin) filter(from, bin);
    from = null;
  });
  document.addEventListener("click", (event) => { if (facets && event.detail && event.target.closest("#timeline .bin")) event.preventDefault(); });
  document.addEventListener("dragstart", (event) => { if (event.target.closest("#timeline")) event.preventDefault(); });
  document.body.addEventListener("htmx:afterSettle", ready);
  ready();
})();
