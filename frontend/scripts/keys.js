// Single keys: each is written on the element that it works (data-key), the current item's first. Only outside of
// boxes, and only while they are switched on (WCAG 2.2, 2.1.4).
import { openDialog } from './dialogs.js'

const OUT_OF_DATE = '[aria-busy="true"] *' // an answer whose place another is about to take
const SWITCH = 'sightline-single-keys'

function switchedOn () {
  try { return localStorage.getItem(SWITCH) !== 'off' } catch { return true }
}

function items () {
  return [...document.querySelectorAll(`[data-item]:not(${OUT_OF_DATE})`)]
}

function current () {
  return items().find((item) => item.matches('[data-current]'))
}

// An item taller than the screen is read from its head; where that is in view, nothing moves.
function headInView (item) {
  const { top, height } = item.getBoundingClientRect()
  return top >= 0 && top < window.innerHeight / 2 && height > window.innerHeight / 2
}

function mark (item) {
  for (const other of items()) other.removeAttribute('data-current')
  item.setAttribute('data-current', '')
}

export function makeCurrent (item, { focus = true } = {}) {
  mark(item)
  if (focus) item.focus({ preventScroll: true })
  if (!headInView(item)) item.scrollIntoView({ block: 'nearest' })
}

function move (step) {
  const all = items()
  if (!all.length) return
  const place = all.indexOf(current())
  makeCurrent(all[Math.min(Math.max(place + step, 0), all.length - 1)])
}

function work (element) {
  if (element.matches('details')) return enter(element)
  if (element.matches('input, textarea')) { element.focus(); element.select(); return }
  element.click()
  if (element.matches('summary')) element.focus() // so that Tab goes on inside of what was opened
}

// Gone to, and opened where it is closed; never closed by the same key.
function enter (fold) {
  fold.open = true
  fold.querySelector('a[href], input:not([type=hidden])')?.focus()
}

function find (key) {
  const selector = `[data-key="${CSS.escape(key)}"]:not(${OUT_OF_DATE})`
  const within = current() ?? items()[0]
  return within?.querySelector(selector) ?? document.querySelector(selector)
}

function typing (target) {
  return target.matches('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]')
}

function onKey (event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
  if (event.key === 'Escape' && typing(event.target)) return event.target.blur()
  if (typing(event.target) || document.querySelector('dialog[open]') || !switchedOn()) return
  if (event.key === '?') return event.preventDefault(), openDialog('keys')
  if (event.key === 'j' || event.key === 'k') return event.preventDefault(), move(event.key === 'j' ? 1 : -1)
  const element = find(event.key)
  if (!element) return
  event.preventDefault()
  work(element)
}

// Nothing is scrolled: a press of the mouse moves the focus, too, and a page that then moves under it loses the click.
function followFocus (event) {
  const item = event.target.closest?.('[data-item]')
  if (item && item !== current()) mark(item)
}

export function startKeys () {
  document.addEventListener('keydown', onKey)
  document.addEventListener('focusin', followFocus)
  const box = document.querySelector('[data-single-keys]')
  if (!box) return
  box.checked = switchedOn()
  box.addEventListener('change', () => localStorage.setItem(SWITCH, box.checked ? 'on' : 'off'))
}
