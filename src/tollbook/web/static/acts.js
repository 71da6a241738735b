// Words selected in a report become a claim's words; one more claim in a form without asking the desk. Without this file
// both are done by links and buttons.
"use strict";
(() => {
  const texts = document.querySelector("section.text");
  const link = document.getElementById("add-claim");
  const form = document.querySelector("form.enter");
  let row = form && form.querySelector("[data-claim-row]");

  // characters as the book counts them: one for each code point, not for each unit of the browser's strings
  const size = (words) => [...words].length;

  function placeOf(node, offset) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const line = element.closest("[data-at]");
    if (!line || !texts.contains(line)) return null;
    const range = document.createRange();
    range.selectNodeContents(line);
    range.setEnd(node, offset);
    return Number(line.dataset.at) + size(range.toString());
  }

  function selected() {
    const selection = document.getSelection();
    if (!texts || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = placeOf(range.startContainer, range.startOffset);
    const end = placeOf(range.endContainer, range.endOffset);
    const words = selection.toString();
    return start === null || end === null || end <= start || !words.trim() ? null : { start, end, words: words.trim() };
  }

  function offer() {
    const found = selected();
    if (form && found && row) {
      const field = (name) => row.querySelector(`[name$="_${name}"]`);
      field("words").value = found.words;
      field("start").value = found.start;
      field("end").value = found.end;
    }
    if (!link) return;
    const path = link.getAttribute("href").split("?")[0];
    link.href = found ? `${path}?start=${found.start}&end=${found.end}` : path;
    link.classList.toggle("ready", Boolean(found));
    link.textContent = found ? link.dataset.selected : link.dataset.plain;
  }

  function oneMore(button) {
    const rows = [...form.querySelectorAll("[data-claim-row]")];
    const added = rows[rows.length - 1].cloneNode(true);
    for (const field of added.querySelectorAll("[name]")) {
      field.name = field.name.replace(/^c\d+_/, `c${rows.length}_`);
      field.value = "";
    }
    added.querySelector("legend").textContent = button.dataset.label.replace("{n}", rows.length + 1);
    rows[rows.length - 1].after(added);
    row = added;
    added.querySelector("textarea").focus();
  }

  if (texts && (link || form)) document.addEventListener("selectionchange", offer);
  if (form) {
    form.addEventListener("focusin", (event) => { row = event.target.closest("[data-claim-row]") || row; });
    form.addEventListener("input", (event) => {
      if (!event.target.name || !event.target.name.endsWith("_words")) return;
      const typed = event.target.closest("[data-claim-row]");  // typed words are looked for anew
      for (const name of ["start", "end"]) typed.querySelector(`[name$="_${name}"]`).value = "";
    });
    const button = document.getElementById("one-more");
    button.addEventListener("click", (event) => { event.preventDefault(); oneMore(button); });
  }
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "a" && !isTyping && link) { event.preventDefault(); link.click(); }
  });
})();
