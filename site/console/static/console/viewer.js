/* Files open beside the dossier. Without this file each opens on a page of its own. */
"use strict";
(function () {
  const body = document.querySelector(".desk-case__body");
  const pane = document.querySelector(".desk-beside");
  if (!body || !pane) return;
  let opener = null;
  let asked = 0;

  const mark = (href) => {
    const path = href && new URL(href, location.href).pathname;
    document.querySelectorAll(".desk-dossier [data-evidence]").forEach((link) => link.classList.toggle("is-at", new URL(link.href).pathname === path));
  };
  const close = () => {
    if (!body.classList.contains("has-viewer")) return;
    body.classList.remove("has-viewer");
    pane.replaceChildren();
    mark("");
    if (opener) opener.focus();
  };
  const open = async (href, key) => {
    const mine = ++asked;
    pane.classList.add("is-busy");
    try {
      const response = await fetch(href, { headers: { "X-Requested-With": "part" }, credentials: "same-origin" });
      if (mine !== asked) return;
      if (!response.ok || response.redirected) { location.href = href; return; }
      const part = await response.text();
      if (mine !== asked) return;
      pane.innerHTML = part;
    } catch (_error) {
      location.href = href;
      return;
    } finally {
      if (mine === asked) pane.classList.remove("is-busy");
    }
    const isNew = !body.classList.contains("has-viewer");
    body.classList.add("has-viewer");
    if (isNew && opener) opener.scrollIntoView({ block: "center" });
    mark(href);
    const again = pane.querySelector('[data-key="' + key + '"]') || pane.querySelector("[data-viewer-close]");
    if (again) again.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target instanceof Element ? event.target : null;
    const link = target && target.closest("[data-evidence]");
    if (link) {
      event.preventDefault();
      if (!pane.contains(link)) opener = link;
      open(link.href, link.dataset.key || "");
    } else if (target && target.closest("[data-viewer-close]")) {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) close(); });
}());
