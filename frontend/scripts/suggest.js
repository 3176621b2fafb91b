// Suggestions under the one box: the WAI-ARIA combobox with a list. Without script the box is a plain form.
const PAUSE = 180 // milliseconds without a key before anything is asked: every asking is recorded
const LEAST = 3

export function startSuggest () {
  const box = document.querySelector('[data-suggest]')
  const list = document.getElementById('suggestions')
  if (!box || !list) return
  let waiting, asking

  list.setAttribute('role', 'listbox')
  for (const [name, value] of Object.entries({
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id
  })) box.setAttribute(name, value)

  const options = () => [...list.querySelectorAll('[role=option]')]
  const active = () => list.querySelector('[aria-selected=true]')

  function close () {
    clearTimeout(waiting)
    asking?.abort()
    list.hidden = true
    list.replaceChildren()
    box.setAttribute('aria-expanded', 'false')
    box.removeAttribute('aria-activedescendant')
  }

  function point (option) {
    active()?.setAttribute('aria-selected', 'false')
    box.removeAttribute('aria-activedescendant')
    if (!option) return
    option.setAttribute('aria-selected', 'true')
    option.scrollIntoView({ block: 'nearest' })
    box.setAttribute('aria-activedescendant', option.id)
  }

  function step (by) {
    const all = options()
    const place = all.indexOf(active()) + by
    point(place < -1 ? all.at(-1) : all[place]) // beyond either end: the box itself
  }

  function choose (option) {
    box.value = option.dataset.ask
    close()
    box.form.requestSubmit()
  }

  async function ask () {
    asking?.abort()
    asking = new AbortController()
    const { signal } = asking
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`, { signal })
      if (!answer.ok || answer.redirected) return close()
      show(await answer.text(), signal)
    } catch { /* the box works without */ }
  }

  // Our own page's, escaped there: the options, and the purpose that they were asked for.
  function take (answer) {
    const { body } = new DOMParser().parseFromString(answer, 'text/html')
    list.replaceChildren(...body.querySelectorAll('[role=option]'))
    document.getElementById('who').replaceWith(body.querySelector('#who'))
  }

  function show (options, signal) {
    if (signal.aborted || document.activeElement !== box) return
    take(options)
    const found = list.children.length
    list.hidden = !found
    box.setAttribute('aria-expanded', String(Boolean(found)))
    box.removeAttribute('aria-activedescendant')
    const said = document.getElementById('announce')
    if (said) said.textContent = found ? `${found} ${found === 1 ? 'suggestion' : 'suggestions'}, arrow down` : ''
  }

  box.addEventListener('input', () => {
    close()
    if (box.value.trim().length >= LEAST) waiting = setTimeout(ask, PAUSE)
  })
  box.addEventListener('keydown', (event) => {
    if (list.hidden) return
    const chosen = active()
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      step(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      choose(chosen)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      close()
    }
  })
  list.addEventListener('mousedown', (event) => event.preventDefault()) // the box keeps the focus
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]')
    if (option) choose(option)
  })
  box.addEventListener('blur', close)
  box.form.addEventListener('submit', close)
}
