// All figures of a run: filtered by figure, capture, failure and warning; a slider leafs through them. Only
// the cells that can be seen exist, so 100,000 figures are as light as ten.
import type { Gallery, GalleryFigure, GalleryRow } from "./data";
import { captures, count, el, isImage, say, section, urlOf } from "./dom";
import type { Entry, Viewer } from "./viewer";

const kCellWidth = 208, kCellHeight = 196; // as in page.css
const kMostChoices = 200; // more values of a capture are typed, not chosen

interface Picture {
  figure: GalleryFigure;
  row: GalleryRow;
}

const hasFailed = (row: GalleryRow): boolean => typeof row[2] === "number";
const files = (row: GalleryRow): string[] => (typeof row[0] === "string" ? [row[0]] : row[0]);

export class GalleryPanel {
  readonly element = section("All figures", "gallery");
  private readonly filters = el("div", { class: "controls" });
  private readonly captureFilters = el("span", { class: "controls" });
  private readonly figureBox = el("select", { change: () => this.chooseFigure() });
  private readonly failedBox = el("input", { type: "checkbox", change: () => this.filter() });
  private readonly warnedBox = el("input", { type: "checkbox", change: () => this.filter() });
  private readonly counted = el("p", { role: "status", class: "faint" });
  private readonly slider = el("input", { type: "range", min: 0, value: 0, class: "wide", "aria-label": "Leaf through the figures", input: () => this.leaf() });
  private readonly leafImage = el("img", { alt: "", class: "leaf" });
  private readonly leafText = el("figcaption");
  private readonly leafBox = el("figure", { hidden: true }, this.leafImage, this.leafText);
  private readonly rows = el("div", { class: "cells" });
  private readonly scroller = el("div", { class: "gallery", tabindex: 0, role: "region", "aria-label": "Figures" }, this.rows);
  private pictures: Picture[] = [];
  private readonly wanted = new Map<string, () => string>();

  constructor(private readonly gallery: Gallery, private readonly viewer: Viewer) {
    for (const [place, figure] of gallery.figures.entries()) this.figureBox.append(el("option", { value: place }, figure.name));
    if (gallery.figures.length > 1) this.figureBox.prepend(el("option", { value: "" }, "all"));
    this.filters.append(el("label", {}, "Figure ", this.figureBox), this.captureFilters,
      el("label", {}, this.failedBox, " failed only"));
    if (gallery.warnings.length > 0) this.filters.append(el("label", {}, this.warnedBox, " with warnings only"));
    this.element.append(this.filters, this.counted, this.slider, this.leafBox, this.scroller);
    this.element.hidden = gallery.figures.length === 0;
    this.scroller.addEventListener("scroll", () => requestAnimationFrame(() => this.draw()));
    new ResizeObserver(() => this.draw()).observe(this.scroller);
    this.figureBox.selectedIndex = 0;
    this.chooseFigure();
  }

  private chosen(): GalleryFigure[] {
    const place = this.figureBox.value;
    return place === "" ? this.gallery.figures : [this.gallery.figures[Number(place)]!];
  }

  private chooseFigure(): void {
    this.wanted.clear();
    this.captureFilters.replaceChildren();
    for (const name of new Set(this.chosen().flatMap((figure) => figure.captures))) this.captureFilters.append(this.captureFilter(name));
    this.filter();
  }

  private captureFilter(name: string): HTMLElement {
    const values = new Set<string>();
    for (const figure of this.chosen()) {
      const at = figure.captures.indexOf(name);
      if (at >= 0) for (const row of figure.rows) values.add(row[1][at]!);
    }
    const change = () => this.filter();
    if (values.size > kMostChoices) {
      const box = el("input", { type: "search", size: 6, placeholder: "all", input: change });
      this.wanted.set(name, () => box.value.trim());
      return el("label", {}, `${name} `, box);
    }
    const box = el("select", { change }, el("option", { value: "" }, "all"));
    for (const value of [...values].sort((a, b) => Number(a) - Number(b) || a.localeCompare(b))) box.append(el("option", { value }, value));
    this.wanted.set(name, () => box.value);
    return el("label", {}, `${name} `, box);
  }

  private filter(): void {
    this.pictures = [];
    for (const figure of this.chosen()) {
      const wanted = figure.captures.map((name) => this.wanted.get(name)?.() ?? "");
      for (const row of figure.rows) {
        if (this.failedBox.checked && !hasFailed(row)) continue;
        if (this.warnedBox.checked && !row[3]) continue;
        if (wanted.every((value, i) => value === "" || row[1][i] === value)) this.pictures.push({ figure, row });
      }
    }
    const order = (picture: Picture) => picture.row[1].map(Number);
    if (this.chosen().length === 1)
      this.pictures.sort((a, b) => {
        const [x, y] = [order(a), order(b)];
        for (let i = 0; i < x.length; ++i) if (x[i]! !== y[i]!) return x[i]! - y[i]! || 0;
        return 0;
      });
    say(this.counted, count(this.pictures.length, "figure"));
    this.slider.max = String(Math.max(0, this.pictures.length - 1));
    this.slider.value = "0";
    this.slider.hidden = this.pictures.length < 2;
    this.leafBox.hidden = true;
    this.scroller.scrollTop = 0;
    this.draw(true);
  }

  private entry({ figure, row }: Picture): Entry {
    const values = captures(Object.fromEntries(figure.captures.map((name, i) => [name, row[1][i]!])));
    const image = files(row).find(isImage);
    const reason = hasFailed(row) ? this.gallery.reasons[row[2]!]! : "";
    const warning = (row[3] ?? []).map((place) => this.gallery.warnings[place]!).join("; ");
    const title = [figure.name, values].filter(Boolean).join(": ");
    return { title, image: image && !reason ? urlOf(image) : "", note: reason || files(row).join(", "), warning };
  }

  private leaf(): void {
    const picture = this.pictures[Number(this.slider.value)];
    if (!picture) return;
    const entry = this.entry(picture);
    this.slider.setAttribute("aria-valuetext", entry.title);
    this.leafBox.hidden = false;
    this.leafImage.hidden = entry.image === "";
    if (entry.image) this.leafImage.src = entry.image;
    const told = entry.warning ?? "";
    say(this.leafText, entry.image && !told ? entry.title : `${entry.title}: ${entry.image ? `⚠ ${told}` : entry.note}`);
  }

  private drawn = "";
  private draw(anew = false): void {
    const width = this.scroller.clientWidth;
    if (width === 0) return;
    const columns = Math.max(1, Math.floor(width / kCellWidth));
    const rows = Math.ceil(this.pictures.length / columns);
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / kCellHeight) - 1);
    const end = Math.min(rows, Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight) / kCellHeight) + 1);
    const now = `${columns} ${first} ${end}`;
    if (!anew && now === this.drawn) return;
    this.drawn = now;
    this.rows.style.height = `${rows * kCellHeight}px`;
    this.scroller.classList.toggle("few", rows < 4);
    const cells: HTMLElement[] = [];
    for (let i = first * columns; i < Math.min(end * columns, this.pictures.length); ++i) cells.push(this.cell(i, columns, width));
    this.rows.replaceChildren(...cells);
  }

  private cell(place: number, columns: number, width: number): HTMLElement {
    const entry = this.entry(this.pictures[place]!);
    const open = () => this.viewer.open(this.pictures.length, (at) => this.entry(this.pictures[at]!), place);
    const cell = el("button", { type: "button", class: "thumb", click: open, "aria-label": `Show ${entry.title}${entry.warning ? ", which has a warning" : ""}` },
      entry.image ? el("img", { src: entry.image, alt: "", loading: "lazy" }) : el("span", { class: "noimage" }, entry.note),
      el("span", { class: entry.warning ? "caption warned" : "caption" }, entry.warning ? `⚠ ${entry.title}` : entry.title));
    const step = Math.max(kCellWidth, width / columns);
    cell.style.left = `${(place % columns) * step}px`;
    cell.style.top = `${Math.floor(place / columns) * kCellHeight}px`;
    return cell;
  }
}
