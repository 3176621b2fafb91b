// The two windows: keys, and purpose in two keys (p, then the number of the code).

function open (name) {
  const dialog = document.getElementById(`dialog-${name}`)
  if (!dialog || dialog.open) return false
  for (const here of dialog.querySelectorAll('[data-here]')) here.value = location.pathname + location.search
  dialog.showModal()
  return true
}

function take (choice) {
  for (const other of choice.form.querySelectorAll('[data-digit]')) other.toggleAttribute('aria-current', other === choice)
  choice.setAttribute('aria-current', 'true')
  choice.form.requestSubmit(choice)
}

function chooseByDigit (event) {
  const within = event.currentTarget
  if (event.ctrlKey || event.altKey || event.metaKey) return
  if (event.target.matches('input:not([type=radio]), textarea')) {
    // Enter in a field sends the code that was chosen, not the first of the list.
    const chosen = within.querySelector('button[data-digit][aria-current]')
    if (event.key === 'Enter' && chosen) { event.preventDefault(); take(chosen) }
    return
  }
  const choice = within.querySelector(`[data-digit="${CSS.escape(event.key)}"]`)
  if (!choice) return
  event.preventDefault()
  if (choice.type === 'radio') { choice.checked = true; choice.focus() } else take(choice)
}

export function startDialogs () {
  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-open]')
    if (opener && !event.ctrlKey && !event.metaKey && open(opener.dataset.open)) event.preventDefault()
  })
  for (const place of document.querySelectorAll('#dialog-purpose, [data-digits]')) place.addEventListener('keydown', chooseByDigit)
}

export const openDialog = open
