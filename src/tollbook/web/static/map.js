// The map over the server's drawing of it. Discs and areas say how well a place is known; a dot is no size. Local files only.
"use strict";
(() => {
  const holder = document.getElementById("map");
  if (!holder || !window.L) return;
  const say = holder.dataset;
  const DOT = 5, AREA_LABEL = 34;
  const dark = "#123f63";
  const paint = {
    area: { color: "#1f5582", weight: 1.2, dashArray: "4 3", fillColor: "#3b7fb5", fillOpacity: 0.13, className: "at area" },
    disc: { color: "#1f5582", weight: 1.2, dashArray: "4 3", fillColor: "#3b7fb5", fillOpacity: 0.2, className: "at disc" },
    cand: { color: "#8a3b00", weight: 1.6, dashArray: "2 2", fillColor: "#fff", fillOpacity: 1, className: "at cand" },
    dot: { color: "#fff", weight: 1, fillColor: dark, fillOpacity: 1, className: "at dot" },
  };
  const facets = document.getElementById("facets");
  const drawing = holder.querySelector("svg");
  const own = holder.dataset.own ? JSON.parse(holder.dataset.own) : null;

  holder.classList.add("live");
  drawing.remove();
  const map = L.map(holder, { attributionControl: false, zoomSnap: 0.5, minZoom: 1, maxZoom: 16, scrollWheelZoom: false, worldCopyJump: true });
  holder.setAttribute("role", "application");
  holder.setAttribute("aria-label", say.label);
  holder.tabIndex = 0;
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur mouseout", () => map.scrollWheelZoom.disable());
  L.control.scale({ imperial: false }).addTo(map);
  matchMedia("print").addEventListener("change", () => map.invalidateSize({ animate: false }));
  for (const [name, z] of [["world", 200], ["outlines", 250]]) map.createPane(name).style.zIndex = z;

  const rings = (steps) => { let x = 0, y = 0; const found = []; for (let i = 0; i < steps.length; i += 2) { x += steps[i]; y += steps[i + 1]; found.push([y / 100, x / 100]); } return found; };
  const layerOf = { country: { weight: 1.4, color: "#8492a2" }, governorate: { weight: 0.9, color: "#b4bfca" }, district: { weight: 0.6, color: "#d3d9e0" } };

  async function load(address) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  async function ground() {
    if (say.tiles && window.protomapsL) {
      protomapsL.leafletLayer({ url: say.tiles, maxDataZoom: Number(say.deepest), flavor: "light", lang: document.documentElement.lang }).addTo(map);
    } else {
      const world = await load(say.world);
      const renderer = L.canvas({ pane: "world", padding: 0.5 });
      for (const [, outline] of world) L.polygon(outline.map(rings), { renderer, pane: "world", weight: 0.7, color: "#ccd4dc", fillColor: "#fbfbf9", fillOpacity: 1, interactive: false }).addTo(map);
    }
    const outlines = await load(say.outlines);
    land = outlines.features;
    name();
    map.on("zoomend", name);
    const renderer = L.canvas({ pane: "outlines", padding: 0.5 });
    L.geoJSON(outlines, { pane: "outlines", interactive: false, style: (feature) => ({ renderer, fill: !say.tiles, fillColor: "#fbfbf9", fillOpacity: 1, ...layerOf[feature.properties.level] }) }).addTo(map);
  }

  const names = L.layerGroup().addTo(map);
  let land = [];
  function name() {
    names.clearLayers();
    const level = map.getZoom() >= 5.5 ? "governorate" : "country";
    for (const { properties } of land) {
      if (properties.level !== level || properties.wide * 256 / 360 * 2 ** map.getZoom() < properties.name.length * 6) continue;
      const icon = L.divIcon({ className: "landname", html: "", iconSize: null });
      const marker = L.marker(properties.at, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(names);
      marker.getElement().textContent = properties.name;
    }
  }

  let places = [], first = null;
  const shown = L.layerGroup().addTo(map);

  const km = (metres) => (metres < 10000 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000));
  const words = (place) => place.candidate ? `${place.name} · ${say.candidate}` : `${place.name} · ${place.geometry ? say.somewhere : say.within.replace("{km}", km(place.radius))}` +
    (place.count ? ` · ${place.count === 1 ? say.one : say.many.replace("{number}", place.count.toLocaleString())}` : "");

  function pixels(metres, lat) {
    const wide = metres / (40075016 * Math.cos((lat * Math.PI) / 180)) * 256;
    return wide * 2 ** map.getZoom();
  }

  function label(place, at, middle) {
    const icon = L.divIcon({ className: middle ? "atcount mid" : "atcount", html: "", iconSize: null });
    const few = !middle && places.length <= 14;
    const marker = L.marker(at, { icon, interactive: false, keyboard: false }).addTo(shown);
    marker.getElement().textContent = [few ? place.name : "", place.count > 1 ? place.count.toLocaleString() : ""].filter(Boolean).join(" · ");
  }

  function draw() {
    shown.clearLayers();
    const size = (place) => (place.box[2] - place.box[0]) * 256 / 360 * 2 ** map.getZoom();
    const pointed = places.filter((place) => !["country", "region"].includes(place.level));
    for (const place of pointed.sort((a, b) => size(b) - size(a))) {
      const radius = pixels(place.radius, place.lat);
      const kind = place.candidate ? "dot" : place.geometry ? "area" : radius >= DOT ? "disc" : "dot";
      const at = [place.lat, place.lon];
      const layer = kind === "area" ? L.geoJSON(place.geometry, { style: paint.area })
        : kind === "disc" ? L.circle(at, { radius: place.radius, ...paint.disc })
        : L.circleMarker(at, { radius: DOT, ...(place.candidate ? paint.cand : paint.dot) });
      layer.bindTooltip(words(place), { sticky: true }).addTo(shown);
      const open = () => choose(place);
      layer.on("click", open);
      for (const path of (layer.getLayers ? layer.getLayers() : [layer])) reachable(path.getElement && path.getElement(), place, open);
      if ((place.count > 1 || (kind === "dot" && places.length <= 14)) && (kind !== "area" || size(place) > AREA_LABEL)) label(place, kind === "area" ? layer.getBounds().getCenter() : at, kind !== "dot");
    }
  }

  function reachable(path, place, open) {
    if (!path) return;
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", facets ? "button" : "img");
    path.setAttribute("aria-label", words(place));
    path.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); open(); } });
  }

  function choose(place) {
    if (!facets) return;
    const choice = facets.elements.area;
    if (![...choice.options].some((option) => option.value === place.area)) choice.add(new Option(place.name, place.area));
    choice.value = place.area;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function fit() {
    if (first) { map.fitBounds([[first[1], first[0]], [first[3], first[2]]], { padding: [18, 18], maxZoom: 12, animate: false }); return; }
    const sure = places.filter((place) => !place.candidate);
    const narrow = sure.filter((place) => !["country", "region"].includes(place.level));
    const boxes = (narrow.length ? narrow : sure).map((place) => L.latLngBounds([place.box[1], place.box[0]], [place.box[3], place.box[2]]));
    if (!boxes.length) { map.setView([20, 20], 1.5); return; }
    map.fitBounds(boxes.reduce((all, box) => all.extend(box), boxes[0]), { padding: [18, 18], maxZoom: own ? 10 : 12, animate: false });
  }

  async function renew() {
    if (own) { places = own; } else { ({ places, fit: first } = await load(say.places + location.search)); }
    draw();
  }

  const only = document.getElementById("only-here");
  if (only && facets) {
    only.hidden = false;
    only.addEventListener("click", () => {
      const b = map.getBounds();
      facets.elements.box.value = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((v) => v.toFixed(3)).join(",");
      facets.elements.box.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  map.setView([20, 20], 2, { animate: false });
  (async () => { await renew(); fit(); draw(); map.on("zoomend", draw); await ground(); holder.dataset.ready = "yes"; })();
  document.body.addEventListener("htmx:pushedIntoHistory", renew);
})();
