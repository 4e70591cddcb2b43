// Counts a button's seconds down and opens it at the end. Without script the server's own limit answers.
document.querySelectorAll("[data-countdown]").forEach((button) => {
  let left = Number(button.dataset.countdown);
  const words = button.textContent.trim();
  const show = () => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? button.dataset.waiting.replace("#", left) : words;
  };
  if (!(left > 0 && left <= 120)) return;
  show();
  const timer = setInterval(() => {
    left -= 1;
    show();
    if (left <= 0) clearInterval(timer);
  }, 1000);
});
