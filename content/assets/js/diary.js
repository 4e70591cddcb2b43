// The diary form keeps what was typed on this device until the server has it. All of it is optional.
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;  // only on a safe connection; the link can be marked by hand
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.querySelector("span").textContent = button.dataset.copied;
    });
  }

  const place = document.getElementById("diary-form") ?? document.querySelector("[data-diary-saved]");
  if (!place) return;
  const key = place.dataset.key;
  const kept = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* storage may be off */ } };

  // What the server has under the same key was saved, even if its answer never arrived.
  const saved = place.dataset.diarySaved ?? place.dataset.known;
  if (saved && kept()?.some(([name, value]) => name === "form_key" && value === saved)) forget();
  if (!(place instanceof HTMLFormElement)) return;

  const fill = (pairs) => {
    for (const field of place.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken") continue;
      const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
  };

  const typed = kept();
  if (typed && !("bound" in place.dataset) && !location.search) fill(typed);
  place.addEventListener("input", () => {
    const pairs = [...new FormData(place)].filter(([name]) => name !== "csrfmiddlewaretoken");
    try { localStorage.setItem(key, JSON.stringify(pairs)); } catch { /* as above */ }
  });
})();
