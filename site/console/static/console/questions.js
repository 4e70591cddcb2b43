/* Reordering by dragging and by Alt + arrows; the arrow buttons do the same without this file. */
"use strict";
(function () {
  const place = (card) => Array.from(card.parentElement.children).indexOf(card) + 1;
  const send = (card, to) => {
    const form = card.querySelector("form[action='" + card.dataset.move + "']");
    const field = document.createElement("input");
    field.type = "hidden"; field.name = "to"; field.value = String(to);
    form.append(field);
    form.submit();
  };
  for (const list of document.querySelectorAll("[data-sortable]")) {
    let dragged = null;
    const clear = () => list.querySelectorAll(".is-target, .is-target-after").forEach((card) => card.classList.remove("is-target", "is-target-after"));
    list.addEventListener("dragstart", (event) => { dragged = event.target.closest("[data-place]"); dragged.classList.add("is-dragged"); event.dataTransfer.effectAllowed = "move"; });
    list.addEventListener("dragend", () => { if (dragged) dragged.classList.remove("is-dragged"); dragged = null; clear(); });
    list.addEventListener("dragover", (event) => {
      const over = event.target.closest("[data-place]");
      if (!dragged || !over) return;
      event.preventDefault();
      clear();
      if (over !== dragged) over.classList.add(place(over) > place(dragged) ? "is-target-after" : "is-target");
    });
    list.addEventListener("drop", (event) => {
      const over = event.target.closest("[data-place]");
      if (!dragged || !over) return;
      event.preventDefault();
      if (over !== dragged) send(dragged, place(over));
    });
    list.addEventListener("keydown", (event) => {
      const card = event.target.closest("[data-place]");
      if (!card || !event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
      const button = card.querySelector(event.key === "ArrowUp" ? "[data-up]" : "[data-down]");
      event.preventDefault();
      if (button && !button.disabled) button.click();
    });
  }
}());
