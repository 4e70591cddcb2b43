/* Adjusting flows: every act is a plain form; this file sends it without leaving the page, and tries out what is typed. */
"use strict";
(function () {
  const root = () => document.getElementById("policy-editor");
  if (!root()) return;
  let isDirty = false;
  let isBusy = false;
  let trial = null;
  let waiting = 0;

  const say = (kind, words) => {
    const place = document.getElementById("stage-announcer");
    if (!place) return;
    let text = place.dataset[kind] || "";
    Object.keys(words || {}).forEach((name) => { text = text.replace("{" + name + "}", words[name]); });
    place.textContent = text;
  };
  const refusal = () => { const said = document.querySelector(".policy-refused"); return said ? said.querySelector("b").textContent : ""; };

  const replace = (html, address) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("policy-editor");
    if (!fresh) { location.href = address; return false; }
    root().replaceWith(document.importNode(fresh, true));
    isDirty = false;
    dress();
    return true;
  };
  const send = async (address, body) => {
    isBusy = true;
    const list = document.getElementById("stage-list");
    if (list) list.classList.add("is-busy");
    clearTimeout(waiting);
    if (trial) trial.abort();
    try {
      const answer = await fetch(address, body ? { method: "POST", body } : {});
      const isKept = replace(await answer.text(), answer.url);
      if (isKept && answer.ok) history.replaceState(null, "", answer.url);
      const said = document.querySelector(".policy-refused");
      if (said) said.focus();
      return answer.ok;
    } finally {
      isBusy = false;
      const now = document.getElementById("stage-list");
      if (now) now.classList.remove("is-busy");
    }
  };
  const stageForm = () => document.getElementById("stage-form");
  /* What is typed in the open card is saved before anything else is done, so nothing typed is lost. */
  const saveFirst = async () => {
    const form = stageForm();
    if (!form || !isDirty) return true;
    return send(form.action, new FormData(form));
  };

  const when = (form) => form.querySelectorAll("[data-when]").forEach((part) => {
    const [name, values] = part.dataset.when.split(":");
    const field = form.elements[name];
    const value = field.type === "checkbox" ? (field.checked ? "on" : "") : field.value;
    part.hidden = !values.split(",").includes(value);
  });
  const tryOut = (form) => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (trial) trial.abort();
      trial = new AbortController();
      try {
        const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: trial.signal });
        if (!answer.ok) return;
        const parts = new DOMParser().parseFromString(await answer.text(), "text/html");
        parts.querySelectorAll("template[data-into]").forEach((part) => {
          const place = document.getElementById(part.dataset.into);
          if (place && !place.contains(document.activeElement)) place.replaceChildren(document.importNode(part.content, true));
        });
      } catch (error) { if (error.name !== "AbortError") throw error; }
    }, 350);
  };
  const touched = (form) => { isDirty = true; form.classList.add("is-dirty"); when(form); tryOut(form); };

  const moveTo = async (card, to) => {
    if (isBusy) return;
    const code = card.dataset.code;
    if (!(await saveFirst())) return;
    const form = document.querySelector("#stage-" + CSS.escape(code) + " form[data-move]");
    if (!form) return;
    const body = new FormData(form);
    body.set("to", to);
    await send(form.action, body);
    const cards = Array.from(document.querySelectorAll("#stage-list > [data-code]"));
    const place = cards.findIndex((other) => other.dataset.code === code);
    const why = refusal();
    if (why) say("refused", { why });
    else if (place >= 0) say("moved", { name: cards[place].dataset.name, n: place + 1, count: cards.length });
    if (place >= 0) cards[place].querySelector("[data-open]").focus();
  };

  /* Drag by the handle: the card follows the pointer, its neighbours make room, the place is sent when it is let go. */
  const drag = (event, card) => {
    const list = card.parentElement;
    const from = Array.from(list.children).indexOf(card);
    const follow = (move) => {
      const others = Array.from(list.children).filter((other) => other !== card);
      const before = others.find((other) => { const box = other.getBoundingClientRect(); return move.clientY < box.top + box.height / 2; });
      if (before) { if (card.nextElementSibling !== before) list.insertBefore(card, before); } else if (list.lastElementChild !== card) list.append(card);
    };
    const stop = () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", cancel);
      card.classList.remove("is-dragged");
    };
    const drop = () => {
      stop();
      const to = Array.from(list.children).indexOf(card);
      if (to !== from) moveTo(card, String(to + 1));
    };
    const cancel = () => { stop(); list.insertBefore(card, list.children[from + (from > Array.from(list.children).indexOf(card) ? 1 : 0)] || null); };
    event.preventDefault();
    card.classList.add("is-dragged");
    addEventListener("pointermove", follow);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", cancel);
  };

  const addRow = (rows) => {
    const total = rows.querySelector("input[name$=TOTAL_FORMS]");
    const held = document.createElement("div");
    held.innerHTML = rows.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
    const row = held.firstElementChild;
    rows.insertBefore(row, rows.querySelector("template"));
    total.value = Number(total.value) + 1;
    const none = rows.querySelector(".stage-rows__none");
    if (none) none.hidden = true;
    const first = row.querySelector("select, input");
    if (first) first.focus();
  };
  /* The names a fact may have, to be clicked together in place of typing them. */
  const hints = (row) => {
    const fact = row.querySelector("select[name$='-fact']");
    const typed = row.querySelector("input[name$='-threshold']");
    const data = document.getElementById("fact-choices");
    if (!fact || !typed || !data) return;
    const old = row.querySelector(".stage-rows__hints");
    if (old) old.remove();
    const names = JSON.parse(data.textContent)[fact.value] || [];
    if (!names.length) return;
    const box = document.createElement("div");
    box.className = "stage-rows__hints";
    const chosen = () => typed.value.split(/[;；,，]/).map((name) => name.trim()).filter(Boolean);
    names.forEach((name) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.textContent = name;
      chip.setAttribute("aria-pressed", String(chosen().includes(name)));
      chip.addEventListener("click", () => {
        const now = chosen();
        typed.value = (now.includes(name) ? now.filter((one) => one !== name) : [...now, name]).join("；");
        chip.setAttribute("aria-pressed", String(!now.includes(name)));
        typed.dispatchEvent(new Event("input", { bubbles: true }));
      });
      box.append(chip);
    });
    row.append(box);
  };

  /* A column only the applicant says stands in a group of its own; 可更正 is not offered for it. */
  const openable = (row) => {
    const name = row.querySelector("select[name^='fields-'][name$='-name']");
    const edit = row.querySelector("select[name$='-access'] option[value='edit']");
    if (!name || !edit) return;
    edit.hidden = edit.disabled = Boolean(name.selectedOptions[0] && name.selectedOptions[0].closest("optgroup"));
    if (edit.disabled && edit.selected) edit.parentElement.value = "";
  };

  const dress = () => {
    document.documentElement.classList.add("has-script");
    const form = stageForm();
    if (!form) return;
    when(form);
    form.querySelectorAll(".stage-rows__row").forEach((row) => { hints(row); openable(row); });
    if (document.querySelector(".policy-refused") || form.querySelector(".desk-error")) isDirty = true;
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("#stage-form");
    if (!form) return;
    if (event.target.matches("[name$='-DELETE']")) event.target.closest(".stage-rows__row").hidden = event.target.checked;
    /* M of N is meant to be settled by M: a veto would make it wait for all, so it is asked for anew. */
    if (event.target.name === "sign_mode" && event.target.value === "quorum") form.elements.is_veto.checked = false;
    if (event.target.matches("select[name$='-fact']")) hints(event.target.closest(".stage-rows__row"));
    if (event.target.matches("select[name^='fields-'][name$='-name']")) openable(event.target.closest(".stage-rows__row"));
    touched(form);
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.closest("#policy-editor")) return;
    const button = event.submitter;
    if (form.id === "stage-form") {
      event.preventDefault();
      if (button && button.name === "more") { addRow(button.closest("[data-rows]")); touched(form); return; }
      if (isBusy) return;
      if (await send(form.action, new FormData(form))) {
        say("saved");
        const open = document.querySelector(".stage-card.is-open [data-open]");
        if (open) open.focus();
      }
    } else if (form.hasAttribute("data-move")) {
      event.preventDefault();
      const card = form.closest("[data-code]");
      await moveTo(card, button.value);
    } else if (form.hasAttribute("data-act")) {
      event.preventDefault();
      if (isBusy || (form.dataset.confirm && !confirm(form.dataset.confirm))) return;
      const isAdding = !form.dataset.confirm;
      if (isAdding && !(await saveFirst())) return;
      const now = isAdding ? document.querySelector(".policy-stages__head form") : form;
      await send(now.action, new FormData(now));
      const name = isAdding && document.querySelector("#stage-form [name=name]");
      if (name) { name.focus(); name.select(); }
    }
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("#policy-editor a[data-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const address = link.href;
    const card = link.closest("[data-code]");
    const code = card ? card.dataset.code : "";
    if (isBusy || !(await saveFirst())) return;
    await send(address);
    const again = document.querySelector("#stage-" + CSS.escape(code) + " [data-open]");
    if (again) again.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") {
      const form = stageForm() || document.querySelector(".policy-values");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
    const card = event.target.closest("#stage-list > [data-code]");
    if (!card) return;
    event.preventDefault();
    moveTo(card, event.key === "ArrowUp" ? "up" : "down");
  });
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (grip && event.button === 0 && !isBusy) drag(event, grip.closest("[data-code]"));
  });
  addEventListener("beforeunload", (event) => { if (isDirty && !isBusy) event.preventDefault(); });
  dress();
}());
