// Draws series on a canvas: decimated to pixel columns, so that a million points cost no more than
// the width of the chart.
import type { Series } from "./data";
import type { LineFormat } from "./format";

/** From values to pixels: linear or logarithmic. */
export class Axis {
  private readonly scale: number;
  private readonly low: number;

  constructor(low: number, high: number, private readonly from: number, to: number, private readonly log: boolean) {
    this.low = log ? Math.log10(low) : low;
    this.scale = (to - from) / ((log ? Math.log10(high) : high) - this.low);
  }
  /** NaN where the value has no place. */
  at(value: number): number {
    const position = this.log ? (value > 0 ? Math.log10(value) : NaN) : value;
    return this.from + (position - this.low) * this.scale;
  }
}

/** First row whose x is not below `value`. */
export function lowerBound(x: Float64Array, value: number): number {
  let low = 0, high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows that can be seen, and one more on each side. */
export function visible(series: Series, low: number, high: number): [number, number] {
  const x = series.x.view;
  if (!series.ascending) return [0, x.length];
  return [Math.max(0, lowerBound(x, low) - 1), Math.min(x.length, lowerBound(x, high) + 2)];
}

/** Joins the rows' last values. More rows than pixels: first, least, greatest and last a column. */
export function linePath(series: Series, values: Float64Array, rows: [number, number], x: Axis, y: Axis): Path2D {
  const path = new Path2D();
  const xs = series.x.view;
  let open = false;
  let column = NaN, first = 0, low = 0, high = 0, last = 0;
  const put = (at: number, value: number) => {
    if (open) path.lineTo(at, value);
    else path.moveTo(at, value);
    open = true;
  };
  const flush = () => {
    if (Number.isNaN(column)) return;
    put(column, first);
    if (low !== high) {
      path.lineTo(column, low);
      path.lineTo(column, high);
      path.lineTo(column, last);
    }
    column = NaN;
  };
  const narrow = series.ascending;
  for (let i = rows[0]; i < rows[1]; ++i) {
    const at = x.at(xs[i]!), value = y.at(values[i]!);
    if (Number.isNaN(at) || Number.isNaN(value)) {
      flush();
      open = false;
      continue;
    }
    if (!narrow) {
      put(at, value);
    } else if (Math.abs(at - column) < 0.5) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      last = value;
    } else {
      flush();
      column = at;
      first = low = high = last = value;
    }
  }
  flush();
  return path;
}

/** Between least and greatest; null where rows are plain points. */
export function bandPath(series: Series, rows: [number, number], x: Axis, y: Axis): Path2D | null {
  if (!series.ascending) return null;
  const xs = series.x.view, min = series.min.view, max = series.max.view;
  const path = new Path2D();
  const stretch: number[] = [];
  let any = false;
  const flush = () => {
    if (stretch.length > 1) {
      stretch.forEach((i, n) => (n ? path.lineTo : path.moveTo).call(path, x.at(xs[i]!), y.at(max[i]!)));
      for (let n = stretch.length - 1; n >= 0; --n) path.lineTo(x.at(xs[stretch[n]!]!), y.at(min[stretch[n]!]!));
      path.closePath();
    }
    stretch.length = 0;
  };
  for (let i = rows[0]; i < rows[1]; ++i) {
    if (!(min[i]! <= max[i]!) || Number.isNaN(y.at(min[i]!))) {
      flush();
      continue;
    }
    any ||= min[i]! < max[i]!;
    stretch.push(i);
  }
  flush();
  return any ? path : null;
}

const kMostMarkers = 4000;

export function markerPath(series: Series, rows: [number, number], x: Axis, y: Axis, size: number, marker: string): Path2D | null {
  if (rows[1] - rows[0] > kMostMarkers) return null;
  const path = new Path2D();
  const xs = series.x.view, ys = series.last.view;
  for (let i = rows[0]; i < rows[1]; ++i) {
    const at = x.at(xs[i]!), value = y.at(ys[i]!);
    if (!Number.isNaN(at) && !Number.isNaN(value)) addMarker(path, at, value, size, marker);
  }
  return path;
}

function addMarker(path: Path2D, x: number, y: number, r: number, marker: string): void {
  if (marker === "x" || marker === "+") {
    const d = marker === "x" ? r * 0.75 : r;
    const [a, b] = marker === "x" ? [d, d] : [d, 0];
    path.moveTo(x - a, y - b);
    path.lineTo(x + a, y + b);
    path.moveTo(x - (marker === "x" ? a : b), y + (marker === "x" ? b : a));
    path.lineTo(x + (marker === "x" ? a : b), y - (marker === "x" ? b : a));
  } else if (marker === "s") {
    path.rect(x - r, y - r, 2 * r, 2 * r);
  } else if (marker === "^" || marker === "v" || marker === "D") {
    const d = marker === "v" ? -r : r;
    path.moveTo(x, y - d);
    path.lineTo(x + r, marker === "D" ? y : y + d);
    if (marker === "D") path.lineTo(x, y + d);
    path.lineTo(x - r, marker === "D" ? y : y + d);
    path.closePath();
  } else {
    const radius = marker === "o" ? r : r / 2;
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

/** An exponential average of the values, from the left; weight 0 is none. */
export function smoothed(values: Float64Array, weight: number): Float64Array {
  const out = new Float64Array(values.length);
  let average = NaN;
  for (let i = 0; i < values.length; ++i) {
    const value = values[i]!;
    if (Number.isFinite(value)) average = Number.isNaN(average) ? value : weight * average + (1 - weight) * value;
    out[i] = average;
  }
  return out;
}

export function stroke(context: CanvasRenderingContext2D, path: Path2D, color: string, width: number, format: LineFormat, alpha = 1): void {
  context.save();
  context.globalAlpha = alpha;
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash((format.dash ?? []).map((length) => length * width));
  context.stroke(path);
  context.restore();
}
