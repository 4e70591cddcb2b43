// The diary form keeps what was typed on this device until the server has it, and saves a draft there. All of it is optional.
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
  // { pairs, stamp }: what was typed, and when the server saved just that; no stamp, not saved yet.
  const kept = () => { try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* storage may be off */ } };
  const keyOf = (pairs) => pairs?.find(([name]) => name === "form_key")?.[1];

  // What the server has under the same key was saved, even if its answer never arrived.
  const saved = place.dataset.diarySaved ?? place.dataset.known;
  if (saved && keyOf(kept().pairs) === saved) forget();
  if (!(place instanceof HTMLFormElement)) return;

  const state = document.getElementById("savestate");
  const wait = 1500;
  let timer = 0;
  let running = null;
  let leaving = false;

  const say = (text, css = "") => { state.textContent = text; state.className = `savestate ${css}`; };
  const words = place.dataset;
  const pairsOf = () => [...new FormData(place)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const keep = (stamp = "") => {
    try { localStorage.setItem(key, JSON.stringify({ pairs: pairsOf(), stamp })); } catch { /* as above */ }
  };

  const fill = (pairs) => {
    for (const field of place.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken") continue;
      const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
  };

  // The draft on the server; true when the server answered at all, so that a save will reach it.
  const saveDraft = async () => {
    clearTimeout(timer);
    await running?.catch(() => {});
    const before = JSON.stringify(pairsOf());
    running = fetch(words.save, { method: "POST", body: new FormData(place), credentials: "same-origin" });
    try {
      const answer = await running;
      if (answer.redirected) { say(words.signedOut, "is-bad"); return true; }
      const said = await answer.json().catch(() => ({}));
      if (!answer.ok) { say(said.refused ?? words.failed, "is-bad"); return true; }
      say(words.saved.replace("{}", said.saved_at));
      history.replaceState(null, "", said.address);
      if (before === JSON.stringify(pairsOf())) keep(said.stamp);
      return true;
    } catch {
      keep();
      say(words.offline, "is-bad");
      return false;
    } finally {
      running = null;
    }
  };

  // A new page takes what the server lacks; a draft takes its own words unless another device saved later.
  const { pairs: typed, stamp } = kept();
  const isSame = typed && keyOf(typed) === place.elements.form_key.value;
  const isOwn = words.stamp ? isSame && (!stamp || stamp > words.stamp) : !stamp && !location.search;
  if (typed && isOwn && !("bound" in words)) {
    fill(typed);
    timer = setTimeout(saveDraft, wait);
  }
  place.addEventListener("input", () => {
    keep();
    clearTimeout(timer);
    timer = setTimeout(saveDraft, wait);
  });
  addEventListener("online", saveDraft);
  addEventListener("offline", () => { keep(); say(words.offline, "is-bad"); });

  // Nothing leaves the page before the server is known to answer: a lost connection would take the page away.
  place.addEventListener("submit", async (event) => {
    if (leaving) { leaving = false; return; }
    event.preventDefault();
    keep();
    const button = event.submitter;
    if (!(await saveDraft())) { delete place.dataset.sent; return; }
    leaving = true;
    delete place.dataset.sent;
    place.requestSubmit(button);
  });
})();
