// The application form: autosave, live checks, and a copy in this tab until the server has it. All of it is optional.
(() => {
  "use strict";

  const form = document.getElementById("step-form");

  // A second click on a button that hands something in does nothing.
  for (const once of document.querySelectorAll("form[data-once]")) {
    once.addEventListener("submit", (event) => {
      if (once.dataset.sent) event.preventDefault();
      once.dataset.sent = "1";
    });
    addEventListener("pageshow", () => delete once.dataset.sent);
  }

  // A page the browser kept whole may show a form that was handed in meanwhile: ask the server.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // Files go up as soon as they are chosen; what is too large is refused before it travels.
  for (const uploader of document.querySelectorAll("form.uploader")) {
    const input = uploader.elements.files;
    const state = document.querySelector(`[data-for="${uploader.id}"]`) ?? uploader.querySelector(".uploader__state");
    input.addEventListener("change", () => {
      const limit = Number(uploader.dataset.max) * 1024 * 1024;
      const large = [...input.files].filter((file) => file.size > limit).map((file) => `“${file.name}”`);
      state.classList.toggle("is-bad", large.length > 0);
      if (large.length) {
        state.textContent = `${large.join("、")}超过 ${uploader.dataset.max} MB，请压缩或拆分后再选。`;
        input.value = "";
      } else if (input.files.length) {
        state.textContent = `正在上传 ${input.files.length} 个文件，请稍候……`;
        uploader.requestSubmit();
      }
    });
  }

  if (!form) return;

  const state = document.getElementById("savestate");
  const key = form.dataset.key;
  const wait = 900;
  let timer = 0;
  let running = null;
  let again = false;
  let stopped = false;

  const say = (text, css = "") => { state.textContent = text; state.className = `savestate ${css}`; };

  const written = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const remember = () => { try { sessionStorage.setItem(key, written()); } catch { /* storage may be full or off */ } };
  const forget = () => { try { sessionStorage.removeItem(key); } catch { /* as above */ } };

  const dependents = () => {
    for (const box of form.querySelectorAll("[data-shown-when]")) {
      const [name, value] = box.dataset.shownWhen.split("=");
      box.hidden = form.elements[name]?.value !== value;
    }
  };

  const counts = () => {
    for (const area of form.querySelectorAll("textarea[data-count]")) {
      let note = area.parentElement.querySelector(".field__count");
      if (!note) { note = document.createElement("span"); note.className = "field__count"; area.after(note); }
      const length = [...area.value.replace(/\s/g, "")].length;
      note.textContent = `${length} 字 / 最多 ${area.dataset.count} 字`;
    }
  };

  const showErrors = (errors, advice) => {
    for (const box of form.querySelectorAll("[data-field]")) {
      const name = box.dataset.field;
      const found = [...(errors[name] ?? []), ...(advice[name] ? [advice[name]] : [])];
      box.classList.toggle("has-error", found.length > 0);
      const place = box.querySelector(".field__errors");
      if (!place) continue;
      const list = document.createElement("ul");
      list.className = "errorlist";
      for (const text of found) { const item = document.createElement("li"); item.textContent = text; list.append(item); }
      place.replaceChildren(...(found.length ? [list] : []));
    }
  };

  const showChecks = (html) => {
    const place = document.getElementById("checks");
    place.innerHTML = html;
    const line = place.querySelector(".steps");
    const top = document.querySelector(".apply-steps");
    if (line && top) top.replaceChildren(line);
  };

  const showStale = (html, revision) => {
    stopped = true;
    const place = document.getElementById("stale-place");
    place.innerHTML = html;
    place.querySelector("[data-keep]").addEventListener("click", (event) => {
      event.preventDefault();
      form.elements.revision.value = revision;
      stopped = false;
      place.replaceChildren();
      save();
    });
    place.querySelector("[data-reload]").addEventListener("click", forget);
    place.firstElementChild.focus();
    say("未保存：另一个窗口刚保存过", "is-bad");
  };

  const signedOut = () => {
    stopped = true;
    remember();
    say("登录已过期，已填内容暂存在本窗口", "is-bad");
    const place = document.getElementById("stale-place");
    const box = document.createElement("div");
    box.className = "notice notice--warn";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = "登录已过期。您填写的内容已暂存在本窗口，重新登录后会自动恢复。";
    const link = document.createElement("a");
    link.className = "btn btn-outline";
    link.href = `${form.dataset.login}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = "重新登录";
    box.append(text, link);
    place.replaceChildren(box);
    box.scrollIntoView({ block: "center" });
  };

  const post = async () => {
    const sent = written();
    const answer = await fetch(form.dataset.save, {
      method: "POST", body: new FormData(form), redirect: "manual", headers: { "X-Requested-With": "fetch" },
    });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { signedOut(); return false; }
    const said = await answer.json();
    if (said.stale) { showStale(said.stale, said.revision); return false; }
    if (said.refused) { say(said.refused, "is-bad"); return false; }
    const isLatest = written() === sent;
    form.elements.revision.value = said.revision;
    showErrors(said.errors, said.advice);
    showChecks(said.checks);
    const isClean = Object.keys(said.errors).length === 0;
    if (isClean && isLatest) forget();
    say(isClean ? `已保存 ${said.saved_at}` : `已保存 ${said.saved_at}，有内容需更正`, isClean ? "" : "is-bad");
    return isClean;
  };

  const save = async () => {
    clearTimeout(timer);
    if (stopped) return false;
    if (running) { again = true; return running; }
    say("正在保存……", "is-busy");
    running = post().catch(() => { remember(); say("网络不通，已暂存在本窗口，稍后自动重试", "is-bad"); timer = setTimeout(save, 5000); return false; });
    const isClean = await running;
    running = null;
    if (again) { again = false; return save(); }
    return isClean;
  };

  const restore = () => {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(key) ?? "null"); } catch { kept = null; }
    if (!kept) return;
    const byName = new Map();
    for (const [name, value] of kept) byName.set(name, [...(byName.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "submit") continue;
      const values = byName.get(field.name) ?? [];
      if (field.type === "checkbox") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    say("已恢复您上次未保存的内容", "is-busy");
    save();
  };

  form.addEventListener("input", () => {
    remember(); counts(); dependents();
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  });
  form.addEventListener("change", () => { remember(); dependents(); clearTimeout(timer); timer = setTimeout(save, 150); });
  form.addEventListener("submit", async (event) => {
    if (form.dataset.going) return;
    event.preventDefault();
    const button = event.submitter;
    if (running) await running;
    const isClean = await save();
    if (isClean) {
      form.dataset.going = "1";
      button ? form.requestSubmit(button) : form.requestSubmit();
    } else if (!stopped) {
      form.querySelector(".has-error input, .has-error select, .has-error textarea")?.focus();
    }
  });
  addEventListener("pageshow", () => delete form.dataset.going);
  document.querySelector("[data-reload]")?.addEventListener("click", forget);

  dependents();
  counts();
  // Quick fingers type before this script has come: nobody would hear of it until the next stroke.
  const isTyped = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) {
      const given = [...field.options].some((option) => option.defaultSelected);
      return [...field.options].some((option, at) => option.selected !== (given ? option.defaultSelected : at === 0));
    }
    return field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
  };
  if (!document.querySelector(".stale")) {
    if ([...form.elements].some((field) => field.name && isTyped(field))) { remember(); timer = setTimeout(save, 150); } else restore();
  }
})();
