// Keys, and what keeps a page that renews itself from getting into the way. Without this file the pages work with mouse and Tab.
(() => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  document.addEventListener('htmx:configRequest', (event) => { event.detail.headers['X-CSRF-Token'] = token; });

  const dialog = document.getElementById('keys');
  document.getElementById('keys-button').addEventListener('click', () => dialog.showModal());

  const links = () => [...document.querySelectorAll('main .row-link')];
  const row = () => links().find((link) => link.closest('tr').classList.contains('here'));
  const mark = (link) => {
    row()?.closest('tr').classList.remove('here');
    link?.closest('tr')?.classList.add('here');
  };
  const goTo = (step) => {
    const all = links();
    if (all.length === 0) return;
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(row()) + step))];
    mark(next);
    next.focus();
  };

  const writes = (element) => element.matches('input:not([type=checkbox]), textarea, select') || element.isContentEditable;
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
      j: () => goTo(1),
      k: () => goTo(-1),
      x: () => { const box = row()?.closest('tr').querySelector('input[type=checkbox]'); if (box) box.checked = !box.checked; },
      '/': () => document.querySelector('.filter input:not([type=hidden]), .filter select')?.focus(),
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

  // A page renews itself between pressing a button and letting it go, too: the click would be lost with the button.
  let pressed = false;
  document.addEventListener('pointerdown', () => { pressed = true; });
  for (const end of ['pointerup', 'pointercancel', 'dragend']) document.addEventListener(end, () => { pressed = false; });

  // What is renewed under the focus leaves it where it was: on the same link, button or box of the new part.
  const named = (element) => element.getAttribute('href') ?? [element.name, element.value, element.textContent].join(' ');
  let focused = null;
  let here = null;
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (pressed && event.detail.requestConfig.verb === 'get') event.detail.shouldSwap = false;
    focused = document.activeElement;
    here = row();
  });
  // A part that says the same stays: selected text and opened details stay with it.
  document.addEventListener('htmx:oobBeforeSwap', (event) => {
    if (event.detail.target.isEqualNode(event.detail.fragment.firstElementChild)) event.detail.shouldSwap = false;
  });
  document.addEventListener('htmx:afterRequest', () => {
    if (here && !here.isConnected) mark(links().find((link) => named(link) === named(here)));
    if (focused && !focused.isConnected) {
      const again = [...document.querySelectorAll(`main ${focused.localName}`)].find((element) => named(element) === named(focused));
      (again ?? document.getElementById('main')).focus({ preventScroll: true });
    }
    focused = here = null;
  });

  // What was typed before the scripts came, or kept by the browser from an earlier visit, has not been checked.
  window.addEventListener('pageshow', () => {
    const fields = document.querySelector('.edit-fields');
    const edited = [...fields?.querySelectorAll('input, textarea') ?? []].some((field) => field.value !== field.defaultValue);
    if (edited) fields.dispatchEvent(new Event('input'));
  });

  const stale = document.getElementById('stale');
  document.addEventListener('htmx:beforeSwap', () => { stale.textContent = ''; });
  for (const failure of ['htmx:sendError', 'htmx:responseError']) {
    document.addEventListener(failure, () => { stale.textContent = 'The desk does not answer; what stands here may be old.'; });
  }
})();
