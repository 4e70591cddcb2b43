// The demo's outbox: fetch the list again every two seconds, copy a code with one click.
const list = document.querySelector("[data-refresh]");
let shown = list ? list.innerHTML : "";
setInterval(async () => {
  if (!list || document.hidden || String(getSelection())) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-refresh]").innerHTML;
    if (fresh !== shown) list.innerHTML = shown = fresh;
  } catch { /* the server is away for a moment */ }
}, 2000);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  navigator.clipboard?.writeText(button.dataset.copy);
  button.textContent = button.dataset.done;
});
