// Pictures are drawn from the tables and lists that stand beside them, and loaded only where there is one.
const KINDS = [
  ['[data-months]', () => import('./months.js')],
  ['[data-map]', () => import('./map.js')],
  ['[data-links]', () => import('./links.js')]
]

export function startPictures (within) {
  for (const [selector, load] of KINDS) {
    for (const place of within.querySelectorAll(selector)) load().then((module) => module.draw(place))
  }
}
