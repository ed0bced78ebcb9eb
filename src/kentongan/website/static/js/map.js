// Larger, smaller, drag; and a click on any village opens its list. The map is complete without.

const figure = document.getElementById("map-figure");
const map = figure?.querySelector("svg.alert-map");

if (map) {
  const whole = map.viewBox.baseVal;
  const home = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  const view = { ...home };
  let dragged = false;

  const draw = () => map.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);

  const keepInside = () => {
    view.x = Math.min(Math.max(view.x, home.x), home.x + home.width - view.width);
    view.y = Math.min(Math.max(view.y, home.y), home.y + home.height - view.height);
  };

  const zoom = (factor) => {
    const width = Math.min(Math.max(view.width * factor, home.width / 12), home.width);
    const height = (width / home.width) * home.height;
    view.x += (view.width - width) / 2;
    view.y += (view.height - height) / 2;
    Object.assign(view, { width, height });
    keepInside();
    map.classList.toggle("is-zoomed", width < home.width);
    draw();
  };

  const button = (words, sign, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button-quiet";
    made.textContent = `${sign} ${words}`;
    made.addEventListener("click", action);
    return made;
  };

  const bar = document.createElement("div");
  bar.className = "row no-print";
  bar.append(
    button(figure.dataset.larger, "+", () => zoom(1 / 1.6)),
    button(figure.dataset.smaller, "−", () => zoom(1.6)),
    button(figure.dataset.whole, "⤢", () => zoom(12)),
  );
  figure.prepend(bar);

  map.addEventListener("pointerdown", (press) => {
    if (press.button !== 0) return;
    dragged = false;
    let last = press;
    const move = (now) => {
      if (Math.hypot(now.clientX - press.clientX, now.clientY - press.clientY) > 5) dragged = true;
      const scale = view.width / map.clientWidth;
      view.x -= (now.clientX - last.clientX) * scale;
      view.y -= (now.clientY - last.clientY) * scale;
      last = now;
      keepInside();
      draw();
    };
    const stop = () => window.removeEventListener("pointermove", move);
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", stop, { once: true });
    window.addEventListener("pointercancel", () => stop(), { once: true });
  });

  map.addEventListener("dragstart", (drag) => drag.preventDefault());
  map.addEventListener(
    "click",
    (click) => {
      if (dragged) return click.preventDefault();
      const code = click.target.closest?.("[data-c]")?.dataset.c;
      if (code) window.location.assign(`${map.dataset.list}?${new URLSearchParams({ wilayah: code })}`);
    },
    true,
  );
}
