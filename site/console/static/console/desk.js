/* Keys of the desk. Everything also works without this file, as plain links and forms. */
"use strict";
(function () {
  const isTyping = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(radio|checkbox)$/.test(element.type);

  const rows = Array.from(document.querySelectorAll("tr[data-href]"));
  let at = -1;
  const walk = (step) => {
    if (!rows.length) return;
    if (at >= 0) rows[at].classList.remove("is-at");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].classList.add("is-at");
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const tab = new URLSearchParams(location.search).get("tab");
  const open = (row) => { location.href = row.dataset.href + (tab ? "?tab=" + encodeURIComponent(tab) : ""); };
  rows.forEach((row) => {
    const link = row.querySelector("a");
    if (link && tab) link.href = row.dataset.href + "?tab=" + encodeURIComponent(tab);
    row.addEventListener("click", (event) => { if (!event.target.closest("a, .is-tick") && !String(getSelection())) open(row); });
  });

  const form = document.querySelector("[data-decision]");
  let isSent = false;
  if (form) form.addEventListener("submit", (event) => { if (isSent) event.preventDefault(); isSent = true; });

  const press = (key) => {
    const target = document.querySelector('[data-key="' + key + '"]');
    if (!target) return false;
    target.click();
    if (target.type === "radio") form.querySelector("textarea").focus();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") { if (press("ctrl-enter")) event.preventDefault(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (rows.length && event.key === "j") walk(1);
    else if (rows.length && event.key === "k") walk(-1);
    else if (rows.length && event.key === "Enter" && at >= 0) open(rows[at]);
    else if (/^[1234jkg[\]]$/.test(event.key)) { if (press(event.key)) event.preventDefault(); }
  });
}());
