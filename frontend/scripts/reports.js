// A report while it is typed. The page keeps it by itself; where no answer comes, it says that it did not.

function notKept (event) {
  const form = event.target.closest?.('[data-kept]')
  const told = form?.querySelector('#told')
  if (told) told.textContent = 'Not kept: no answer came. What you typed stays in this page; type on, or save it.'
}

export function startReports () {
  if (document.querySelector('[data-kept]')) document.addEventListener('htmx:error', notKept)
}
