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
function style (zoom, wordWidth) {
  const text = { color: colour('text'), 'font-size': 13 / zoom, 'text-wrap': 'wrap', 'text-max-width': wordWidth / zoom, 'text-background-color': colour('surface'), 'text-background-opacity': 0.85 }
  return [
    { selector: 'node', style: { ...text, label: 'data(label)', 'background-color': colour('chart'), 'border-width': 1, 'border-color': colour('text'), width: 18 / zoom, height: 18 / zoom, 'text-valign': 'bottom', 'text-margin-y': 3 / zoom } },
    ...Object.entries(SHAPES).map(([kind, shape]) => ({ selector: `node[kind = "${kind}"]`, style: { shape } })),
    { selector: 'edge', style: { ...text, 'font-size': 11 / zoom, label: 'data(label)', 'text-rotation': 'autorotate', width: 1.5 / zoom, 'line-color': colour('line-strong'), 'curve-style': 'bezier' } }
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

// How tall the frame must be for this many nodes with their words, of which about half may lie empty.
function height (canvas, nodes, wordWidth) {
  return Math.min(Math.max(canvas.clientHeight, nodes * (wordWidth + 20) * 70 / 0.45 / canvas.clientWidth), 1400)
}

// The layout knows no frame: drawn out to the frame's shape, its words stand further apart.
function fill (chart) {
  const { w, h } = chart.nodes().boundingBox({ includeLabels: false })
  const across = w && h ? (chart.width() / chart.height()) / (w / h) : 1
  chart.nodes().positions((node) => ({ x: node.position('x') * across, y: node.position('y') }))
  chart.fit(undefined, 24)
}

// Moves two nodes whose words lie over one another apart, along the shorter way; says whether it had to.
function part (one, other, gap) {
  const [a, b] = [one.boundingBox(), other.boundingBox()]
  const across = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1) + gap
  const down = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1) + gap
  if (across <= 0 || down <= 0) return false
  const axis = across < down ? 'x' : 'y'
  const [first, second] = one.position(axis) <= other.position(axis) ? [one, other] : [other, one]
  const step = Math.min(across, down) / 2
  first.position(axis, first.position(axis) - step)
  second.position(axis, second.position(axis) + step)
  return true
}

// Until no words lie over others; a crowd that finds no room is left as it is after so many rounds.
function spread (chart) {
  const nodes = chart.nodes().toArray()
  for (let round = 0, moved = true; moved && round < 60; round++) {
    moved = false
    nodes.forEach((one, at) => nodes.slice(at + 1).forEach((other) => { moved = part(one, other, 4 / chart.zoom()) || moved }))
  }
}

export function draw (canvas) {
  const rows = canvas.parentElement.querySelectorAll('[data-edge]')
  if (!rows.length || canvas.dataset.drawn !== undefined) return
  canvas.dataset.drawn = ''
  standInForStyle()
  const all = elements(rows)
  const wordWidth = canvas.clientWidth < 600 ? 84 : 130
  canvas.style.height = `${height(canvas, all.filter(({ data }) => data.id).length, wordWidth)}px`
  const chart = cytoscape({ container: canvas, elements: all, style: style(1, wordWidth), layout: { name: 'cose', animate: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 90, nodeRepulsion: () => 60000 } })
  const restyle = () => chart.style(style(chart.zoom(), wordWidth))
  fill(chart)
  // Words keep their size, so that each fit makes them larger against the chart: a few rounds settle it.
  for (let round = 0; round < 4; round++) {
    restyle()
    spread(chart)
    chart.fit(undefined, 24)
  }
  restyle()
  chart.on('zoom', restyle)
  chart.on('tap', 'node[href]', (event) => location.assign(event.target.data('href')))
  document.addEventListener('sightline:theme', restyle)
}
