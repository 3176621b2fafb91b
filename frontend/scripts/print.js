// A print leaves the screen: it is told to the ledger as an act of its own, with the audit id that stands on the paper.
function tell () {
  const line = document.querySelector('[data-printed]')
  const token = document.querySelector('input[name=csrf_token]')
  if (!line || document.querySelector('[data-answer][aria-busy=true]')) return // nothing of an old answer is on the paper
  const cards = [...document.querySelectorAll('.sl-card')]
  const card = cards.findIndex((one) => one.matches('[data-current]')) + 1
  const body = new URLSearchParams({ of: line.dataset.of, csrf_token: token?.value ?? '' })
  if (card) body.set('card', card)
  fetch(line.dataset.printed, { method: 'POST', body, keepalive: true })
}

export function showPrint (within) {
  for (const button of within.querySelectorAll('[data-print]')) button.hidden = false
}

export function startPrint () {
  window.addEventListener('beforeprint', tell)
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) window.print()
  })
  showPrint(document)
}
