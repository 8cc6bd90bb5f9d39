// What is seen of an element, as a list of marks with their places; painted as SVG, or on a canvas for PNG. So a picture
// that is saved is the one on the screen: with its choices, in its colours, of any view.

const NS = "http://www.w3.org/2000/svg";
const LEFT_OUT = "form, .save, .unseen, .skip, .buttons, .judges, .windows button, select, input, .slider, .keys, summary";
const MARGIN = 16;
const SHARPNESS = 2; // of a PNG
const MOST_PIXELS = 16000; // a side of a canvas
const measuring = document.createElement("canvas").getContext("2d");

// {width, height, paper, marks}; a mark is a box, a text, a path or an image
export function snapshot(root) {
  const frame = root.getBoundingClientRect();
  const at = { x: frame.left - MARGIN, y: frame.top - MARGIN };
  const marks = [];
  walk(root, { left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 }, 1, marks, at);
  return { width: frame.width + 2 * MARGIN, height: frame.height + 2 * MARGIN, paper: getComputedStyle(document.body).backgroundColor, marks };
}

function walk(element, clip, opacity, marks, at) {
  if (element.matches(LEFT_OUT)) return;
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden" || !element.checkVisibility({ contentVisibilityAuto: true })) return;
  const whole = opacity * Number(style.opacity);
  const rect = element.getBoundingClientRect();
  if (element.localName === "svg") {
    for (const shape of element.querySelectorAll("path, line, circle, rect, text")) drawn(shape, whole, marks, at);
    return;
  }
  if (element.localName === "canvas") {
    marks.push({ kind: "image", ...boxOf(rect, at), from: element, opacity: whole });
    return;
  }
  boxes(element, style, rect, clip, whole, marks, at);
  const inside = style.overflowX === "visible" && style.overflowY === "visible" ? clip : cut(clip, rect);
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) texts(node, style, inside, whole, marks, at);
    else if (node.nodeType === Node.ELEMENT_NODE) walk(node, inside, whole, marks, at);
  }
}

const boxOf = (rect, at) => ({ x: rect.left - at.x, y: rect.top - at.y, width: rect.right - rect.left, height: rect.bottom - rect.top });
const cut = (a, b) => ({ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) });
const isSeen = rect => rect.right > rect.left && rect.bottom > rect.top;
const isClear = colour => colour === "transparent" || /^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);

function boxes(element, style, rect, clip, opacity, marks, at) {
  const seen = cut(clip, rect);
  if (!isSeen(seen)) return;
  const fill = (colour, part = seen) => isSeen(part) && !isClear(colour) && marks.push({ kind: "box", ...boxOf(part, at), radius: Math.min(parseFloat(style.borderTopLeftRadius) || 0, (part.bottom - part.top) / 2), fill: colour, opacity });
  fill(style.backgroundColor);
  const washes = style.backgroundImage.match(/^linear-gradient\((?:to right, )?((?:rgba?|color)\([^()]*\))/);
  const share = element.style.getPropertyValue("--share");
  if (washes && share && element.matches(".bar-cell")) {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    fill(washes[1], cut(seen, { ...rect, left: rect.left, top: rect.top, bottom: rect.bottom, right: rect.left + Number(share) * Math.max(0, rect.width - 4.4 * size) }));
  } else if (washes) fill(washes[1]);
  if (element.matches(".span")) bar(element, rect, fill);
  borders(style, rect, seen, opacity, marks, at);
}

// A bar is what its style draws behind the element: from one share of its width to another, about a zero.
function bar(element, rect, fill) {
  const share = name => rect.left + Number(element.style.getPropertyValue(name)) * rect.width;
  fill(getComputedStyle(element, "::after").backgroundColor, { ...plain(rect), left: share("--from"), right: Math.max(share("--from") + 1, share("--to")) });
  fill(getComputedStyle(element, "::before").backgroundColor, { ...plain(rect), left: share("--zero"), right: share("--zero") + 1 });
}

const plain = ({ left, top, right, bottom }) => ({ left, top, right, bottom });

function borders(style, rect, seen, opacity, marks, at) {
  const sides = ["Top", "Right", "Bottom", "Left"].map(side => ({ width: parseFloat(style[`border${side}Width`]), colour: style[`border${side}Color`], none: style[`border${side}Style`] === "none" }));
  const drawn = sides.map(side => !side.none && side.width > 0 && !isClear(side.colour));
  const ring = style.boxShadow.match(/^(rgba?\([^)]*\)|color\([^)]*\)) 0px 0px 0px ([\d.]+)px inset/);
  if (ring) marks.push({ kind: "frame", ...boxOf(seen, at), radius: parseFloat(style.borderTopLeftRadius) || 0, stroke: ring[1], line: Number(ring[2]), opacity });
  if (drawn.every(Boolean)) {
    marks.push({ kind: "frame", ...boxOf(seen, at), radius: parseFloat(style.borderTopLeftRadius) || 0, stroke: sides[0].colour, line: sides[0].width, opacity });
    return;
  }
  const edge = [{ ...plain(seen), bottom: rect.top + sides[0].width }, { ...plain(seen), left: rect.right - sides[1].width }, { ...plain(seen), top: rect.bottom - sides[2].width }, { ...plain(seen), right: rect.left + sides[3].width }];
  drawn.forEach((is, i) => is && isSeen(edge[i]) && marks.push({ kind: "box", ...boxOf(edge[i], at), radius: 0, fill: sides[i].colour, opacity }));
}

// Word by word, so that lines break where they broke and each word is as wide as it was.
function texts(node, style, clip, opacity, marks, at) {
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const rects = [...range.getClientRects()].filter(rect => rect.width > 0);
    if (rects.length === 1) text(word, rects[0], style, clip, opacity, marks, at);
    else if (rects.length > 1) letters(node, index, word, range, style, clip, opacity, marks, at);
  }
}

function letters(node, index, word, range, style, clip, opacity, marks, at) {
  let from = index;
  for (const letter of word) {
    range.setStart(node, from);
    range.setEnd(node, from + letter.length);
    from += letter.length;
    const [rect] = range.getClientRects();
    if (rect) text(letter, rect, style, clip, opacity, marks, at);
  }
}

function text(word, rect, style, clip, opacity, marks, at) {
  const middle = (rect.left + rect.right) / 2;
  if (middle < clip.left || middle > clip.right || rect.bottom - 2 > clip.bottom + rect.height / 2 || rect.top + rect.height / 2 < clip.top) return;
  measuring.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = measuring.measureText("x");
  marks.push({
    kind: "text", text: word, x: rect.left - at.x, y: rect.top - at.y + (rect.height * up) / (up + down), width: rect.width, opacity,
    size: parseFloat(style.fontSize), weight: style.fontWeight, slant: style.fontStyle, family: style.fontFamily, fill: style.color,
  });
}

// A shape of a drawing inside the page.
function drawn(shape, opacity, marks, at) {
  const style = getComputedStyle(shape);
  if (shape.localName === "text") {
    const rect = shape.getBoundingClientRect();
    text(shape.textContent, rect, { ...picked(style), color: style.fill }, { left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 }, opacity, marks, at);
    return;
  }
  const fill = style.fill === "none" || isClear(style.fill) ? null : style.fill;
  const stroke = style.stroke === "none" || isClear(style.stroke) ? null : style.stroke;
  if (!fill && !stroke) return;
  const { a, b, c, d, e, f } = shape.getScreenCTM();
  marks.push({
    kind: "path", d: outlineOf(shape), matrix: [a, b, c, d, e - at.x, f - at.y], fill, stroke, line: parseFloat(style.strokeWidth),
    dashes: style.strokeDasharray === "none" ? "" : style.strokeDasharray.replace(/px/g, ""), cap: style.strokeLinecap,
    opacity: opacity * Number(style.opacity) * (fill && !stroke ? Number(style.fillOpacity) : 1),
  });
}

const picked = ({ fontStyle, fontWeight, fontSize, fontFamily }) => ({ fontStyle, fontWeight, fontSize, fontFamily });

function outlineOf(shape) {
  const number = name => shape[name].baseVal.value;
  switch (shape.localName) {
    case "path": return shape.getAttribute("d");
    case "line": return `M${number("x1")} ${number("y1")}L${number("x2")} ${number("y2")}`;
    case "rect": return `M${number("x")} ${number("y")}h${number("width")}v${number("height")}h${-number("width")}Z`;
    default: {
      const [x, y, r] = ["cx", "cy", "r"].map(number);
      return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    }
  }
}

const rounded = value => String(Math.round(value * 100) / 100);

// As one SVG document; each word states its width, so that other fonts keep the layout.
export function svgOf({ width, height, paper, marks }, title) {
  const document = new DOMParser().parseFromString(`<svg xmlns="${NS}"/>`, "image/svg+xml");
  const root = document.documentElement;
  const add = (tag, attributes, content) => {
    const element = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== "" && !(name === "opacity" && value === 1)) element.setAttribute(name, typeof value === "number" ? rounded(value) : value);
    }
    if (content) element.textContent = content;
    root.append(element);
  };
  for (const [name, value] of [["viewBox", `0 0 ${rounded(width)} ${rounded(height)}`], ["width", rounded(width)], ["height", rounded(height)], ["role", "img"], ["font-family", "Inter, Arial, Liberation Sans, sans-serif"]]) root.setAttribute(name, value);
  add("title", {}, title);
  add("rect", { width, height, fill: paper });
  for (const mark of marks) {
    const { x, y, width: w, height: h, opacity, radius } = mark;
    if (mark.kind === "box") add("rect", { x, y, width: w, height: h, rx: radius || null, fill: mark.fill, opacity });
    else if (mark.kind === "frame") add("rect", { x: x + mark.line / 2, y: y + mark.line / 2, width: Math.max(0, w - mark.line), height: Math.max(0, h - mark.line), rx: radius || null, fill: "none", stroke: mark.stroke, "stroke-width": mark.line, opacity });
    else if (mark.kind === "text") add("text", { x, y, "font-size": mark.size, "font-weight": mark.weight === "400" ? null : mark.weight, "font-style": mark.slant === "normal" ? null : mark.slant, fill: mark.fill, opacity, textLength: w, lengthAdjust: "spacingAndGlyphs" }, mark.text);
    else if (mark.kind === "path") add("path", { d: mark.d, transform: `matrix(${mark.matrix.map(rounded).join(" ")})`, fill: mark.fill ?? "none", stroke: mark.stroke, "stroke-width": mark.stroke ? mark.line : null, "stroke-dasharray": mark.stroke ? mark.dashes : null, "stroke-linecap": mark.stroke ? mark.cap : null, opacity });
    else add("image", { x, y, width: w, height: h, href: mark.from.toDataURL(), "image-rendering": "pixelated", opacity });
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}`;
}

// As a PNG, twice as fine as the screen where that can be held.
export function pngOf({ width, height, paper, marks }) {
  const scale = Math.min(SHARPNESS, MOST_PIXELS / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  for (const mark of marks) {
    context.save();
    context.globalAlpha = mark.opacity;
    paint(context, mark);
    context.restore();
  }
  return new Promise((done, failed) => canvas.toBlob(blob => (blob ? done(blob) : failed(new Error("no picture of that size"))), "image/png"));
}

function paint(context, mark) {
  const { x, y, width, height } = mark;
  context.fillStyle = mark.fill ?? "";
  context.strokeStyle = mark.stroke ?? "";
  context.lineWidth = mark.line ?? 1;
  context.beginPath();
  if (mark.kind === "box") {
    context.roundRect(x, y, width, height, mark.radius);
    context.fill();
  } else if (mark.kind === "frame") {
    context.roundRect(x + mark.line / 2, y + mark.line / 2, Math.max(0, width - mark.line), Math.max(0, height - mark.line), mark.radius);
    context.stroke();
  } else if (mark.kind === "text") {
    context.font = `${mark.slant} ${mark.weight} ${mark.size}px ${mark.family}`;
    context.fillText(mark.text, x, y);
  } else if (mark.kind === "path") {
    context.transform(...mark.matrix);
    context.lineCap = mark.cap;
    context.setLineDash(mark.dashes ? mark.dashes.split(/[ ,]+/).map(Number) : []);
    const path = new Path2D(mark.d);
    if (mark.fill) context.fill(path);
    if (mark.stroke) context.stroke(path);
  } else context.drawImage(mark.from, x, y, width, height);
}
