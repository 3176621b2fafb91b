/** The value of one of the theme's colours, as it stands now. */
export function colour (name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--sl-${name}`).trim()
}
