// Keys of the desk. Every key does what a link or a button on the page does; without this file the desk still works.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const current = () => document.querySelector("[data-row].here");
  const byId = (id) => document.getElementById(id);

  function stand(row) {
    const before = current();
    if (before) before.classList.remove("here");
    if (!row) return;
    row.classList.add("here");
    row.scrollIntoView({ block: "nearest" });
    const link = row.querySelector("[data-open]");
    if (link) link.focus({ preventScroll: true });
    else { row.tabIndex = -1; row.focus({ preventScroll: true }); }
    light(row.dataset.claim);
  }

  function light(id) {
    for (const mark of document.querySelectorAll(".mark.lit")) mark.classList.remove("lit");
    if (!id) return;
    const marks = [...document.querySelectorAll(".mark")].filter((m) => m.dataset.of.split(" ").includes(id));
    for (const mark of marks) mark.classList.add("lit");
    if (marks.length) marks[0].scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const place = all.indexOf(current());
    stand(all[Math.max(0, Math.min(all.length - 1, place < 0 ? (step > 0 ? 0 : all.length - 1) : place + step))]);
  }

  function openRow() {
    const link = current() && current().querySelector("[data-open], a");
    if (link) link.click();
  }

  function edit() {
    const scope = current() || document.querySelector("article.claim.chosen") || document.querySelector("[data-row]");
    const link = scope && scope.querySelector("[data-edit]");
    if (link) link.click();
  }

  function answer(id) {
    const button = byId(id);
    if (!button) return;
    const why = button.form.elements.why;
    if (why.value.trim()) button.click();
    else why.focus();
  }

  function next() {
    const link = byId("next");
    location.assign(link ? link.href : "/queue/next");
  }

  const room = (number) => { const link = document.querySelectorAll("header nav a")[number - 1]; if (link) link.click(); };
  const keys = {
    j: () => move(1), k: () => move(-1), o: openRow, n: next, e: edit,
    s: () => answer("same"), d: () => answer("different"),
    "/": () => byId("find").focus(), "?": () => byId("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && field) { field.blur(); return; }
    if (field || byId("keys").open) return;
    if (event.key === "Enter" && !event.target.closest("a, button, summary")) { openRow(); return; }
    const act = /^[1-9]$/.test(event.key) ? () => room(Number(event.key)) : keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    const row = mark ? byId(mark.getAttribute("href").slice(1)) : event.target.closest("[data-claim]");
    if (row && !event.target.closest("form, .edit")) stand(row);
  });

  for (const details of document.querySelectorAll("details.filters")) details.open = window.innerWidth > 990;
  byId("ask").addEventListener("click", () => byId("keys").showModal());
  const chosen = document.querySelector("article.claim.chosen");
  if (chosen) { chosen.classList.add("here"); light(chosen.dataset.claim); }
})();
