// Keys, and the token that every request of a page carries. Without this file the pages work with mouse and Tab.
(() => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  document.addEventListener('htmx:configRequest', (event) => { event.detail.headers['X-CSRF-Token'] = token; });

  const dialog = document.getElementById('keys');
  document.getElementById('keys-button').addEventListener('click', () => dialog.showModal());

  const links = () => [...document.querySelectorAll('main .row-link')];
  let at = -1;
  const goTo = (next) => {
    const all = links();
    if (all.length === 0) return;
    all.forEach((link) => link.closest('tr').classList.remove('here'));
    at = Math.max(0, Math.min(all.length - 1, next));
    all[at].closest('tr').classList.add('here');
    all[at].focus();
  };

  const writes = (element) => element.matches('input, textarea, select') || element.isContentEditable;
  let first = false;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || writes(event.target)) return;
    if (first) {
      first = false;
      const link = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    const actions = {
      g: () => { first = true; },
      j: () => goTo(at + 1),
      k: () => goTo(at - 1),
      x: () => { const box = links()[at]?.closest('tr').querySelector('input[type=checkbox]'); if (box) box.checked = !box.checked; },
      '/': () => document.querySelector('.filter input, .filter select')?.focus(),
      '?': () => dialog.showModal(),
    };
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); return; }
    const link = document.querySelector(`.actions a[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); return; }
    const button = document.querySelector(`.actions button[data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      const field = button.form.querySelector('input[required]');
      (field ?? button).focus();
    }
  });
})();
