// Escape puts away the explanation of a mention without leaving it (WCAG 2.2, 1.4.13).
export function startTips () {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    for (const wrap of document.querySelectorAll('.sl-mention-wrap:is(:hover, :focus-within)')) wrap.dataset.dismissed = ''
  })
  const forget = (event) => event.target.closest?.('[data-dismissed]')?.removeAttribute('data-dismissed')
  document.addEventListener('focusout', forget)
  document.addEventListener('mouseout', forget)
}
