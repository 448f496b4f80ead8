// What the server sends (src/rank/monitor/encoder.hpp) and what the page keeps of it.

export interface Run {
  id: string;
  job: string;
  output: string;
  host: string;
  where: string;
  begun_s: number;
  refresh_s: number;
  ended: string;
}
export interface Progress {
  done: number;
  failed: number;
  total: number;
  rate: number;
  left_s?: number;
}
export interface Painter {
  stage: string;
  what: string;
  seconds: number;
}
export interface Rank {
  rank: number;
  node: number;
  host: string;
  saved: number;
  failed: number;
  painters: Painter[];
}
export type Captures = Record<string, string>;
export interface Figure {
  number: number;
  figure: string;
  captures: Captures;
  image: string;
  files: string[];
  rank: number;
}
export interface Failure {
  stage: string;
  reason: string;
  count: number;
  figure: string;
  captures: Captures;
  file: string;
  object: string;
  rank: number;
}
export interface Parts {
  run: Run;
  time: { now_s: number; heard_s: number };
  progress: Progress;
  ranks: Rank[];
  figures: Figure[];
  failures: Failure[];
}
/** A picture of the gallery: file or files, values of the captures, place of the reason it failed, places of its warnings. */
export type GalleryRow = [string | string[], string[], (number | null)?, number[]?];
export interface GalleryFigure {
  name: string;
  captures: string[];
  rows: GalleryRow[];
}
export interface Gallery {
  figures: GalleryFigure[];
  reasons: string[];
  warnings: string[];
}

/** Numbers that grow at their end; plotted as they are. */
export class Column {
  private values = new Float64Array(64);
  length = 0;

  cut(length: number): void {
    this.length = Math.min(this.length, length);
  }
  append(more: ArrayLike<number>): void {
    const length = this.length + more.length;
    if (length > this.values.length) {
      const larger = new Float64Array(Math.max(length, 2 * this.values.length));
      larger.set(this.values.subarray(0, this.length));
      this.values = larger;
    }
    this.values.set(more, this.length);
    this.length = length;
  }
  get view(): Float64Array {
    return this.values.subarray(0, this.length);
  }
}

interface SeriesText {
  name: string;
  group: string;
  format: string;
  unit: string;
  own: boolean;
}

/** One series: a row is a bucket of neighbouring points. */
export class Series {
  readonly x = new Column();
  readonly first = new Column();
  readonly min = new Column();
  readonly max = new Column();
  readonly last = new Column();
  points = 0;
  /** Whether x never falls: only then are there bands and pixel columns. */
  ascending = true;

  readonly name: string;
  readonly group: string;
  readonly format: string;
  /** Of y; empty: none. */
  readonly unit: string;
  /** Of rankplot itself, not of the job. */
  readonly own: boolean;

  constructor({ name, group, format, unit, own }: SeriesText) {
    this.name = name;
    this.group = group;
    this.format = format;
    this.unit = unit;
    this.own = own;
  }

  cut(rows: number): void {
    for (const column of this.columns) column.cut(rows);
  }
  /** `columns`: x, first, min, max, last; or x and last, where all rows are plain points. */
  append(columns: ArrayLike<number>[]): void {
    const all = columns.length === 2
      ? [columns[0]!, columns[1]!, columns[1]!, columns[1]!, columns[1]!] : columns;
    const from = Math.max(1, this.x.length);
    this.columns.forEach((column, i) => column.append(all[i]!));
    const x = this.x.view;
    for (let i = from; i < x.length && this.ascending; ++i) this.ascending = x[i]! >= x[i - 1]!;
  }
  private get columns(): Column[] {
    return [this.x, this.first, this.min, this.max, this.last];
  }
}

interface SeriesHeader extends SeriesText {
  id: number;
  points: number;
  keep: number;
  add: number;
  plain: boolean;
}
interface Header {
  kind: "snapshot" | "delta";
  number: number;
  parts: Partial<Parts>;
  series: SeriesHeader[];
}

/** A message, its header read. */
export class Update {
  readonly header: Header;
  private at: number;

  constructor(private readonly bytes: ArrayBuffer) {
    const length = new DataView(bytes).getUint32(0, true);
    this.header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as Header;
    this.at = Math.ceil((4 + length) / 8) * 8;
  }
  get size(): number {
    return this.bytes.byteLength;
  }
  next(count: number): Float64Array {
    const column = new Float64Array(this.bytes, this.at, count);
    this.at += 8 * count;
    return column;
  }
}

/** All that is shown. */
export class Store {
  parts: Partial<Parts> = {};
  series: Series[] = [];
  gallery: Gallery | null = null;
  number = -1;

  /** False: something between was missed, a snapshot is needed. */
  apply(update: Update): boolean {
    const { header } = update;
    if (header.kind === "snapshot") {
      this.series = [];
      this.parts = {};
    } else if (header.number <= this.number) {
      return true; // the snapshot had it already
    } else if (header.number !== this.number + 1) {
      return false;
    }
    this.number = header.number;
    Object.assign(this.parts, header.parts);
    for (const entry of header.series) this.applySeries(entry, update);
    return true;
  }

  private applySeries(entry: SeriesHeader, update: Update): void {
    let series = this.series[entry.id];
    if (!series || series.name !== entry.name)
      series = this.series[entry.id] = new Series(entry);
    series.cut(entry.keep);
    if (entry.keep === 0) series.ascending = true;
    const columns: Float64Array[] = [];
    for (let i = 0; i < (entry.plain ? 2 : 5); ++i) columns.push(update.next(entry.add));
    series.append(columns);
    series.points = entry.points;
  }

  get points(): number {
    return this.series.reduce((sum, series) => sum + series.points, 0);
  }
}

interface SavedSeries extends SeriesText {
  points: number;
  x: number[];
  first?: number[];
  min?: number[];
  max?: number[];
  last: number[];
}

/** What a page that is a file holds. JSON has no NaN: it comes as null. */
export function savedStore(text: string): Store {
  const saved = JSON.parse(text) as { parts: Partial<Parts>; series: SavedSeries[]; gallery: Gallery };
  const store = new Store();
  store.parts = saved.parts;
  store.gallery = saved.gallery;
  const numbers = (column: (number | null)[]) => column.map((value) => value ?? NaN);
  store.series = saved.series.map((entry) => {
    const series = new Series(entry);
    const { x, first, min, max, last } = entry;
    series.append((first && min && max ? [x, first, min, max, last] : [x, last]).map(numbers));
    series.points = entry.points;
    return series;
  });
  return store;
}
