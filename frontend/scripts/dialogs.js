// The two windows: keys, and purpose in two keys (p, then the number of the code).

// The purpose as the bar says it: whatever is laid into the page brings that with it, and not this window.
function fillPurpose (dialog) {
  const { code, reason = '', reference = '' } = document.querySelector('[data-open=purpose]').dataset
  for (const choice of dialog.querySelectorAll('[data-digit]')) mark(choice, choice.value === code)
  dialog.querySelector('[name=reason]').value = reason
  dialog.querySelector('[name=reference]').value = reference
}

function mark (choice, chosen) {
  if (chosen) choice.setAttribute('aria-current', 'true')
  else choice.removeAttribute('aria-current')
}

function open (name) {
  const dialog = document.getElementById(`dialog-${name}`)
  if (!dialog || dialog.open) return false
  if (name === 'purpose') fillPurpose(dialog)
  for (const here of dialog.querySelectorAll('[data-here]')) here.value = location.pathname + location.search
  dialog.showModal()
  return true
}

function take (choice) {
  for (const other of choice.form.querySelectorAll('[data-digit]')) mark(other, other === choice)
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
