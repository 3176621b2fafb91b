// A field that is checked as it is typed: what was said of it is beside it; whether it is right is said on the field itself.
function judge (event) {
  const field = event.detail.ctx.sourceElement
  const said = document.getElementById(`${field.id}-said`)
  if (!said) return
  const wrong = said.querySelector('.govuk-error-message') !== null
  field.classList.toggle('govuk-input--error', wrong)
  if (wrong) field.setAttribute('aria-invalid', 'true')
  else field.removeAttribute('aria-invalid')
}

export function startFields () {
  document.addEventListener('htmx:after:swap', judge)
}
