/* Choosing rows: a box for the whole page, and the count on the button. Without it the boxes work one by one. */
for (const form of document.querySelectorAll("[data-choice]")) {
  const boxes = [...form.querySelectorAll('input[name="chosen"]')];
  const everyone = form.elements.everyone;
  const button = form.querySelector('button[type="submit"]');
  const label = form.querySelector("[data-choose-page]");
  const page = label.querySelector("input");
  const words = button.textContent;
  label.hidden = false;
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    page.checked = count > 0 && count === boxes.length;
    page.indeterminate = count > 0 && count < boxes.length;
    boxes.forEach((box) => { box.disabled = everyone.checked; });
    page.disabled = everyone.checked;
    button.disabled = count === 0 && !everyone.checked;
    button.textContent = everyone.checked || count === 0 ? words : `${words}（${count}）`;
  };
  page.addEventListener("change", () => { boxes.forEach((box) => { box.checked = page.checked; }); show(); });
  form.addEventListener("change", show);
  show();
}

/* Figures of a recognition under way: the sheet is fetched again until the server no longer marks it as live. */
const INTERVAL = 3000;
const follow = async () => {
  const sheet = document.querySelector("[data-live]");
  if (!sheet) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".desk-sheet.is-top");
      if (answer.ok && fresh) sheet.replaceWith(document.adoptNode(fresh));
    } catch { /* the network is away for a moment: the figures stay, the next turn asks again */ }
  }
  setTimeout(follow, INTERVAL);
};
setTimeout(follow, INTERVAL);
