// Places of the page as points; without a tile address there is no background and nothing leaves the house.
import L from 'leaflet'
import { colour } from './colours.js'

function places (canvas) {
  return [...canvas.parentElement.querySelectorAll('[data-place]')].map(({ dataset }) => ({ ...dataset, at: [Number(dataset.lat), Number(dataset.lon)] }))
}

function label ({ label: title, href }) {
  const link = document.createElement('a')
  link.href = href
  link.textContent = title
  return link
}

export function draw (canvas) {
  const found = places(canvas)
  if (!found.length || canvas.dataset.drawn !== undefined) return
  canvas.dataset.drawn = ''
  const map = L.map(canvas, { attributionControl: Boolean(canvas.dataset.tiles), zoomAnimation: false })
  if (canvas.dataset.tiles) L.tileLayer(canvas.dataset.tiles).addTo(map)
  for (const place of found) {
    L.circleMarker(place.at, { radius: 8, color: colour('text'), weight: 2, fillColor: colour('chart'), fillOpacity: 0.8 })
      .bindTooltip(place.label).bindPopup(() => label(place)).addTo(map)
  }
  L.control.scale({ imperial: false }).addTo(map)
  map.fitBounds(L.latLngBounds(found.map(({ at }) => at)).pad(0.2), { maxZoom: 17 })
}
