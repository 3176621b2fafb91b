// Links of the page's records as a chart; the list below it says the same.
import cytoscape from 'cytoscape'
import { colour } from './colours.js'

const SHAPES = {
  person: 'ellipse', object: 'rectangle', vehicle: 'rectangle', phone: 'round-tag', email: 'tag', location: 'hexagon', event: 'diamond', report: 'round-rectangle'
}

function elements (rows) {
  const nodes = new Map()
  const edges = []
  for (const { dataset: d } of rows) {
    nodes.set(d.from, { data: { id: d.from, label: d.fromTitle, kind: d.fromKind, href: d.href } })
    if (!nodes.has(d.to)) nodes.set(d.to, { data: { id: d.to, label: d.toTitle, kind: d.toKind, href: d.toHref } })
    edges.push({ data: { source: d.from, target: d.to, label: d.role } })
  }
  return [...nodes.values(), ...edges]
}

function style () {
  const text = { color: colour('text'), 'font-size': 11, 'text-wrap': 'wrap', 'text-max-width': 110 }
  return [
    { selector: 'node', style: { ...text, label: 'data(label)', 'background-color': colour('chart'), 'border-width': 1, 'border-color': colour('text'), width: 18, height: 18, 'text-valign': 'bottom', 'text-margin-y': 3 } },
    ...Object.entries(SHAPES).map(([kind, shape]) => ({ selector: `node[kind = "${kind}"]`, style: { shape } })),
    { selector: 'edge', style: { ...text, 'font-size': 9, label: 'data(label)', width: 1.5, 'line-color': colour('line-strong'), 'curve-style': 'bezier', 'text-background-color': colour('surface'), 'text-background-opacity': 1 } }
  ]
}

// The library adds its one rule in a style element of its own, which our policy refuses; it does not where this id
// stands already. The rule is in our own style sheet.
function standInForStyle () {
  const id = '__________cytoscape_stylesheet'
  if (document.getElementById(id)) return
  const stand = document.createElement('meta')
  stand.id = id
  document.head.append(stand)
}

export function draw (canvas) {
  const rows = canvas.parentElement.querySelectorAll('[data-edge]')
  if (!rows.length || canvas.dataset.drawn !== undefined) return
  canvas.dataset.drawn = ''
  standInForStyle()
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const chart = cytoscape({ container: canvas, elements: elements(rows), style: style(), layout: { name: 'cose', animate: !still, padding: 30, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 90, nodeRepulsion: () => 60000 } })
  chart.on('tap', 'node[href]', (event) => location.assign(event.target.data('href')))
  document.addEventListener('sightline:theme', () => chart.style(style()))
}
