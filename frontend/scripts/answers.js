// What happens around an answer that htmx laid into the page, and the parts of the box's reading.
import { makeCurrent } from './keys.js'

function announce (answer) {
  const said = answer.querySelector('[data-announce]')?.textContent.replace(/\s+/g, ' ').trim()
  const place = document.getElementById('announce')
  if (place && said) place.textContent = said
}

function readFirst (answer) {
  const first = answer.querySelector('[data-item], h1[tabindex]')
  if (first?.matches('[data-item]')) makeCurrent(first)
  else first?.focus()
}

// An answer that is another page (log-in, purpose) is gone to, not swapped in.
function followElsewhere (event) {
  const response = event.detail?.ctx?.response?.raw
  if (!response?.redirected) return
  event.preventDefault()
  location.assign(response.url)
}

// Until the new answer is there, the old one stands under a question that it does not answer: it says so, and neither
// keys nor Tab nor paper reach it.
function outdate (event) {
  const answer = event.detail.ctx.target
  if (!answer?.matches?.('[data-answer]')) return
  answer.setAttribute('aria-busy', 'true')
  answer.inert = true
  document.getElementById('announce').textContent = document.getElementById('waiting').innerText
}

// Silence must not look like "nothing found": the old answer goes, and the page says that none came.
function noAnswer () {
  const answer = document.querySelector('[data-answer]')
  if (!answer) return
  const said = document.createElement('p')
  said.className = 'govuk-inset-text sl-inset sl-strong'
  said.setAttribute('role', 'alert')
  said.textContent = 'No answer came: the network or the server is away. Nothing was searched. Try again, or use the systems themselves.'
  answer.replaceChildren(said)
  answer.removeAttribute('aria-busy')
  answer.inert = false
}

function selectPart (event) {
  const part = event.target.closest('[data-part]')
  const box = document.querySelector('[data-box]')
  if (!part || !box) return
  event.preventDefault()
  box.focus()
  const at = box.value.toLowerCase().indexOf(part.dataset.part.toLowerCase())
  if (at < 0) box.select()
  else box.setSelectionRange(at, at + part.dataset.part.length)
}

// A correction is asked like anything else that stands in the box.
function askAgain (event) {
  const way = event.target.closest('a[data-ask]')
  const box = document.querySelector('[data-box]')
  if (!way || !box || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  box.value = way.dataset.ask
  box.form.requestSubmit()
}

const itemsOf = (answer) => [...answer.querySelectorAll('[data-item]')]

// Which card or hit leads away from here is kept in this entry of the history, so that Back comes to it again.
function keepPlace (event) {
  const item = event.target.closest('[data-answer] [data-item] a[href]')?.closest('[data-item]')
  if (!item) return
  const left = itemsOf(item.closest('[data-answer]')).indexOf(item)
  history.replaceState({ ...history.state, left }, '')
}

// Opened by its address, or asked by Enter before the scripts were there, the answer's first card is the current one,
// too: keys, Tab and print mean that one. On the way back it is the one that led away. Whoever is elsewhere already
// stays there.
function takeOne () {
  const answer = document.querySelector('[data-answer]')
  const items = answer ? itemsOf(answer) : []
  const one = items[history.state?.left] ?? items[0]
  const nowhere = document.activeElement === document.body && !location.hash
  if (one) makeCurrent(one, { focus: nowhere })
}

function foldOnNarrow () {
  for (const fold of document.querySelectorAll('details[data-wide-open]')) {
    if (window.matchMedia('(max-width: 56em)').matches) fold.open = false
  }
}

export function startAnswers (draw) {
  foldOnNarrow()
  takeOne()
  document.addEventListener('click', keepPlace)
  document.addEventListener('click', selectPart)
  document.addEventListener('click', askAgain)
  document.addEventListener('htmx:before:request', outdate)
  document.addEventListener('htmx:before:response', followElsewhere)
  document.addEventListener('htmx:error', noAnswer)
  document.addEventListener('htmx:after:settle', () => {
    const answer = document.querySelector('[data-answer]')
    if (!answer) return
    draw(answer)
    announce(answer)
    readFirst(answer)
  })
}
