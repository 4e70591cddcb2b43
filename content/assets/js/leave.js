// Signing out forgets what forms kept on this device: the next person at it may be somebody else.
(() => {
  "use strict";

  const empty = (store) => {
    for (const key of Object.keys(store)) if (key.startsWith("yiqi-")) store.removeItem(key);
  };
  for (const form of document.querySelectorAll("[data-leave]")) {
    form.addEventListener("submit", () => { try { empty(localStorage); empty(sessionStorage); } catch { /* storage may be off */ } });
  }
})();
