/* Ticks of the inbox, and the progress of a batch. Everything also works without this file. */
"use strict";
(function () {
  if (matchMedia("(min-width: 641px)").matches) document.querySelectorAll(".inbox-fold").forEach((fold) => { fold.open = true; });

  document.querySelectorAll("form[data-once]").forEach((form) => {
    let isSent = false;
    form.addEventListener("submit", (event) => { if (isSent) event.preventDefault(); isSent = true; });
    window.addEventListener("pageshow", () => { isSent = false; });
  });

  const form = document.querySelector("form[data-batch]");
  if (form) {
    const ticks = Array.from(form.querySelectorAll('input[name="task"]'));
    const page = form.querySelector("[data-tick-all]");
    const all = form.querySelector('input[name="all"]');
    const count = form.querySelector("[data-count]");
    const show = () => {
      const ticked = ticks.filter((tick) => tick.checked).length;
      page.checked = ticked === ticks.length;
      page.indeterminate = ticked > 0 && ticked < ticks.length;
      ticks.forEach((tick) => { tick.disabled = Boolean(all && all.checked); });
      count.textContent = all && all.checked ? all.parentElement.textContent.trim() : count.dataset.count.replace("0", ticked);
      form.querySelectorAll("[name=choice]").forEach((button) => { button.disabled = !ticked && !(all && all.checked); });
    };
    const tickAll = (isOn) => { ticks.forEach((tick) => { tick.checked = isOn; }); show(); };
    page.parentElement.hidden = false;
    page.addEventListener("change", () => tickAll(page.checked));
    form.addEventListener("change", show);
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
      const tick = document.querySelector("tr.is-at input[name=task]");
      if (event.key === "x" && tick && !tick.disabled) { tick.checked = !tick.checked; show(); }
      if (event.key === "a") form.querySelector('[data-key="a"]').click();
      if (event.key === "Escape") { if (all) all.checked = false; tickAll(false); }
    });
    window.addEventListener("pageshow", show);
    show();
  }

  const watched = document.querySelector("[data-poll]");
  const poll = async () => {
    if (!watched.querySelector("[data-running]")) return;
    try {
      const answer = await fetch(watched.dataset.poll, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) watched.innerHTML = await answer.text();
    } catch { /* the next one may get through */ }
    setTimeout(poll, 1500);
  };
  if (watched) setTimeout(poll, 1500);
}());
