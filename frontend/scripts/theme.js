// Day and night without a new look-up: the form works alone; here the same choice is made in place.

function isDark () {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches
}

function show (button) {
  const dark = isDark()
  button.value = dark ? 'light' : 'dark'
  button.querySelector('[data-theme-word]').textContent = dark ? 'Light' : 'Dark'
}

export function startTheme () {
  const form = document.querySelector('[data-theme-form]')
  if (!form) return
  const button = form.querySelector('button')
  show(button)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    document.documentElement.dataset.theme = button.value
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, button)), redirect: 'manual' })
    show(button)
    document.dispatchEvent(new CustomEvent('sightline:theme'))
  })
}
