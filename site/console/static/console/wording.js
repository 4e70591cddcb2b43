/* The preview follows the typing: the server counts, so page and gateway agree. Without it, saving shows the same. */
for (const form of document.querySelectorAll("form[data-preview]")) {
  const shown = document.querySelector("[data-shown]");
  let waiting = 0;
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (answer?.ok && turn === asked) shown.innerHTML = await answer.text();
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 250); });
}
