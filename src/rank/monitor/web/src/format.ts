// matplotlib's format strings: "ro-".

export interface LineFormat {
  color: string | null;
  marker: string | null;
  dash: number[] | null; // null: no line
}

const kColors: Record<string, string> = {
  b: "#1f5fd0", g: "#1a8a1a", r: "#d62728", c: "#0f9fb0", m: "#b03ab0", y: "#a89400", k: "", w: "#ffffff",
};
const kDashes: [string, number[]][] = [["--", [7, 4]], ["-.", [7, 3, 2, 3]], [":", [2, 3]], ["-", []]];
const kMarkers = "o.,x+sD^v<>*";

export function lineFormat(text: string): LineFormat {
  if (text === "") return { color: null, marker: null, dash: [] };
  let rest = text;
  let dash: number[] | null = null;
  for (const [sign, pattern] of kDashes) {
    if (!rest.includes(sign)) continue;
    dash = pattern;
    rest = rest.replace(sign, "");
    break;
  }
  const pick = (from: string) => [...rest].find((letter) => from.includes(letter)) ?? null;
  const letter = pick(Object.keys(kColors).join(""));
  const marker = pick(kMarkers);
  if (!dash && !marker) dash = []; // a colour alone
  return { color: letter ? kColors[letter]! || null : null, marker, dash };
}
