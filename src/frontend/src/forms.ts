/**
 * A form is sent once. Exempt are searches (GET), forms that htmx sends (it prevents the event), forms that open
 * elsewhere, and forms marked data-resubmit because their answer is a download and the page stays.
 */
export function guardForms(): void {
  const sent = new Set<HTMLButtonElement | HTMLInputElement>();

  document.addEventListener('submit', event => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.method !== 'post' || (form.target && form.target !== '_self') || 'resubmit' in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'true';
    const buttons = form.querySelectorAll<HTMLButtonElement | HTMLInputElement>('[type=submit], button:not([type])');
    // Only after the browser has collected the form: a disabled button would not send its own name and value.
    setTimeout(() => {
      for (const button of buttons) {
        if (button.disabled) continue;
        button.disabled = true;
        sent.add(button);
      }
    });
  });

  // The back button may bring the page back as it was left.
  addEventListener('pageshow', () => {
    for (const button of sent) button.disabled = false;
    sent.clear();
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset.sent;
  });
}
