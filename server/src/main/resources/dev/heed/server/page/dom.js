// Builds elements. Text always goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "vars") for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function svg(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

// Arrow keys move among what stands side by side; only one of it is in the tab order.
export function roving(container, selector, { columns = () => 0, pick } = {}) {
  const all = () => [...container.querySelectorAll(selector)];
  const enter = (items, item) => {
    for (const other of items) other.tabIndex = other === item ? 0 : -1;
  };
  container.addEventListener("focusin", event => {
    const item = event.target.closest(selector);
    if (item) enter(all(), item);
  });
  container.addEventListener("keydown", event => {
    const item = event.target.closest(selector);
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    const items = all();
    const at = items.indexOf(item);
    const step = columns() || 1;
    const back = getComputedStyle(item).direction === "rtl" ? 1 : -1;
    const to = {
      ArrowLeft: at + back, ArrowRight: at - back, ArrowUp: at - step, ArrowDown: at + step, Home: 0, End: items.length - 1,
    }[event.key];
    if (to === undefined || !items[to]) return;
    event.preventDefault();
    event.stopPropagation();
    items[to].focus();
    pick?.(items[to]);
  });
  const items = all();
  if (!items.some(item => item.tabIndex === 0)) enter(items, items[0]);
}

// Shows one word of many and puts the focus on it; it stays marked until the focus goes.
export function goTo(container, at) {
  const word = container.querySelector(`[data-at="${at}"]`);
  if (!word) return;
  const show = () => word.scrollIntoView({ block: "center" });
  show();
  requestAnimationFrame(show); // what came into sight has its true height only now
  word.focus({ preventScroll: true });
  word.classList.add("found");
  word.addEventListener("blur", () => word.classList.remove("found"), { once: true });
}
