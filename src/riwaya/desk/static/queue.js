// The review queue by keyboard: each key presses what is marked with it. On an Arabic keyboard, where the key has another
// letter on it, the key's place counts.
const named = ({ key, code }) => (/^[a-z0-9]$/i.test(key) ? key : code.replace(/^(Key|Digit|Numpad)(?=.$)/, "")).toLowerCase();
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const wanted = document.querySelector(`[data-queue] [data-key="${CSS.escape(named(event))}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("select")) wanted.focus();
  else wanted.click();
});
