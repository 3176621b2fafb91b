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

// Words keep their size on the screen, however far the chart is drawn out.
function style (zoom) {
  const text = { color: colour('text'), 'font-size': 13 / zoom, 'text-wrap': 'wrap', 'text-max-width': 130 / zoom }
  return [
    { selector: 'node', style: { ...text, label: 'data(label)', 'background-color': colour('chart'), 'border-width': 1, 'border-color': colour('text'), width: 18 / zoom, height: 18 / zoom, 'text-valign': 'bottom', 'text-margin-y': 3 / zoom } },
    ...Object.entries(SHAPES).map(([kind, shape]) => ({ selector: `node[kind = "${kind}"]`, style: { shape } })),
    { selector: 'edge', style: { ...text, 'font-size': 11 / zoom, label: 'data(label)', width: 1.5 / zoom, 'line-color': colour('line-strong'), 'curve-style': 'bezier', 'text-background-color': colour('surface'), 'text-background-opacity': 1 } }
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

// The layout knows no frame: drawn out to the frame's shape, its words stand further apart.
function fill (chart) {
  const { w, h } = chart.nodes().boundingBox({ includeLabels: false })
  const across = w && h ? (chart.width() / chart.height()) / (w / h) : 1
  chart.nodes().positions((node) => ({ x: node.position('x') * across, y: node.position('y') }))
  chart.fit(undefined, 50)
}

export function draw (canvas) {
  const rows = canvas.parentElement.querySelectorAll('[data-edge]')
  if (!rows.length || canvas.dataset.drawn !== undefined) return
  canvas.dataset.drawn = ''
  standInForStyle()
  const chart = cytoscape({ container: canvas, elements: elements(rows), style: style(1), layout: { name: 'cose', animate: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 90, nodeRepulsion: () => 60000 } })
  fill(chart)
  const restyle = () => chart.style(style(chart.zoom()))
  restyle()
  chart.on('zoom', restyle)
  chart.on('tap', 'node[href]', (event) => location.assign(event.target.data('href')))
  document.addEventListener('sightline:theme', restyle)
}
