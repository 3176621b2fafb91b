// The two windows: keys, and purpose in two keys (p, then the number of the code).

function open (name) {
  const dialog = document.getElementById(`dialog-${name}`)
  if (!dialog || dialog.open) return false
  for (const here of dialog.querySelectorAll('[data-here]')) here.value = location.pathname + location.search
  dialog.showModal()
  return true
}

function chooseByDigit (event) {
  if (event.target.matches('input, textarea') || event.ctrlKey || event.altKey || event.metaKey) return
  const choice = event.currentTarget.querySelector(`[data-digit="${CSS.escape(event.key)}"]`)
  if (!choice) return
  event.preventDefault()
  if (choice.type === 'radio') { choice.checked = true; choice.focus() } else choice.form.requestSubmit(choice)
}

export function startDialogs () {
  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-open]')
    if (opener && !event.ctrlKey && !event.metaKey && open(opener.dataset.open)) event.preventDefault()
  })
  for (const place of document.querySelectorAll('#dialog-purpose, [data-digits]')) place.addEventListener('keydown', chooseByDigit)
}

export const openDialog = open
