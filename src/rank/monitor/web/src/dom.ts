// Elements. Text from files is only ever text: nothing here takes HTML.

type Attributes = Record<string, string | number | boolean | ((event: Event) => void)>;

export function el<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Attributes = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false) element.setAttribute(key, String(value));
  }
  element.append(...children);
  return element;
}

/** Sets the text where it has changed, so that screen readers hear only news. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A section with a heading that can be hidden when there is nothing in it. */
export function section(title: string, id: string): HTMLElement {
  return el("section", { id, "aria-labelledby": `${id}-title`, hidden: true },
    el("h2", { id: `${id}-title` }, title));
}

export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)} h` : `${minutes}:${two(whole % 60)} min`;
}

export const count = (value: number, noun: string): string =>
  `${value.toLocaleString("en")} ${noun}${value === 1 ? "" : "s"}`;

export const captures = (values: Record<string, string>): string =>
  Object.entries(values).map(([name, value]) => `${name} ${value}`).join(", ");

/** A relative file name as a URL. */
export const urlOf = (file: string): string => file.split("/").map(encodeURIComponent).join("/");

export const isImage = (file: string): boolean => /\.(png|jpe?g|svg)$/i.test(file);
