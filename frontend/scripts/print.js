// A print leaves the screen: it is told to the ledger as an act of its own, with the audit id that stands on the paper.
export function startPrint () {
  window.addEventListener('beforeprint', () => {
    const line = document.querySelector('[data-printed]')
    const token = document.querySelector('input[name=csrf_token]')
    if (!line) return
    const body = new URLSearchParams({ of: line.dataset.of, csrf_token: token?.value ?? '' })
    fetch(line.dataset.printed, { method: 'POST', body, keepalive: true })
  })
}
