// Records by month, as bars to drag over. The table beside it holds the same, with links.
import UPlot from 'uplot'
import { colour } from './colours.js'

// Seconds between two ticks: whole months and years, as the chart library counts them; a bar is a month, and nothing is shorter.
const MONTHS = [1, 2, 3, 4, 6].map((n) => n * 30 * 86400).concat([1, 2, 5, 10, 20].map((n) => n * 365 * 86400))

// Some records say 9999 for a date that nobody knows: an axis that held it would hold nothing else. The table has every month.
const [FIRST, LAST] = ['1900-01', `${new Date().getUTCFullYear() + 10}-12`]

function read (figure) {
  return [...figure.querySelectorAll('[data-month]')].map((row) => ({ month: row.dataset.month, count: Number(row.dataset.count) })).reverse()
    .sort((a, b) => a.month.localeCompare(b.month))
}

function drawn (months) {
  return months.filter(({ month }) => month >= FIRST && month <= LAST)
}

function start (month) {
  const [year, number] = month.split('-').map(Number)
  return Date.UTC(year, number - 1, 1) / 1000
}

function nextMonth (month) {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
}

function lastDay (month) {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

// Months without records are drawn as gaps, so that the axis is true.
function filled (months) {
  const counts = new Map(months.map(({ month, count }) => [month, count]))
  const all = []
  for (let month = months[0].month; month <= months.at(-1).month; month = nextMonth(month)) all.push({ month, count: counts.get(month) ?? 0 })
  return all
}

function choose (months, plot) {
  const { left, width } = plot.select
  if (width < 4) return
  const [low, high] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]
  const half = 15 * 86400
  const chosen = months.filter(({ month }) => start(month) + half >= low && start(month) - half / 15 <= high)
  if (!chosen.length) return
  const address = new URL(location.href)
  address.searchParams.set('from', `${chosen[0].month}-01`)
  address.searchParams.set('to', lastDay(chosen.at(-1).month))
  address.searchParams.delete('cursor')
  address.searchParams.delete('page')
  location.assign(address)
}

function options (canvas, months) {
  const axis = { stroke: colour('quiet'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') }, font: '12px system-ui, sans-serif' }
  return {
    width: canvas.clientWidth,
    height: 120,
    cursor: { y: false, drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: true, range: () => [start(months[0].month) - 20 * 86400, start(months.at(-1).month) + 20 * 86400] }, y: { range: (_, __, high) => [0, Math.max(high, 1)] } },
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    axes: [{ ...axis, incrs: MONTHS }, { ...axis, size: 44, space: 14, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000, 100000] }],
    series: [{}, { label: 'Records', stroke: colour('chart'), fill: colour('chart'), paths: UPlot.paths.bars({ size: [0.8, 40] }), points: { show: false } }],
    hooks: { setSelect: [(plot) => choose(months, plot)] }
  }
}

export function draw (figure) {
  const all = read(figure)
  const found = drawn(all)
  const canvas = figure.querySelector('[data-months-chart]')
  if (!found.length || canvas.dataset.drawn !== undefined) return
  const months = filled(found)
  canvas.dataset.drawn = ''
  const hint = figure.querySelector('[data-months-hint]')
  hint.hidden = false
  if (found.length < all.length) hint.textContent += `; months before ${FIRST.slice(0, 4)} or after ${LAST.slice(0, 4)} are in the table`
  const data = [months.map(({ month }) => start(month)), months.map(({ count }) => count)]
  let plot = new UPlot(options(canvas, months), data, canvas)
  const again = () => { plot.destroy(); plot = new UPlot(options(canvas, months), data, canvas) }
  document.addEventListener('sightline:theme', again)
  new ResizeObserver(() => { if (canvas.clientWidth && Math.abs(canvas.clientWidth - plot.width) > 2) again() }).observe(canvas)
}
