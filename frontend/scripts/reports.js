// A report while it is typed. The page keeps it by itself; where no answer comes, it says that it did not.

function notKept (event) {
  const form = event.target.closest?.('[data-kept]')
  const told = form?.querySelector('#told')
  if (told) told.textContent = 'Not kept: no answer came. What you typed stays in this page; type on, or save it.'
}

// What was typed while the page was still being put together is looked at, too.
function typedBefore () {
  for (const field of document.querySelectorAll('form[hx-trigger^="input"] :is(input[type=text], textarea)')) {
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

export function startReports () {
  if (document.querySelector('[data-kept]')) document.addEventListener('htmx:error', notKept)
  setTimeout(typedBefore) // behind htmx's own, by which it begins to listen
}
