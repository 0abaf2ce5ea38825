// Maps that need no server: outlines and names come with the desk; a tile server only where one is set.
(() => {
  const shape = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#s-${name}`);
    svg.setAttribute("aria-hidden", "true");
    svg.append(use);
    return svg;
  };
  const RADIUS = { site: 300, neighbourhood: 800, village: 1200, town: 2500, city: 6000, district: 15000, governorate: 40000, country: 150000 };

  async function base(map, lang, { tiles, vector, deepest }) {
    if (tiles && vector) {
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      protomapsL.leafletLayer({ url: new URL(tiles.replace(/[{}]/g, "~"), location.href).href.replace(/~(.)~/g, "{$1}"), maxDataZoom: Number(deepest), flavor: dark ? "dark" : "light", lang }).addTo(map);
      return;
    }
    if (tiles) {
      L.tileLayer(tiles, { maxZoom: 18, maxNativeZoom: Number(deepest) || 18 }).addTo(map);
      return;
    }
    const outlines = await (await fetch("/static/vendor/outlines.json")).json();
    L.geoJSON(outlines, { interactive: false, style: (f) => ({ className: "land", weight: f.properties.kind === "country" ? 1.4 : 0.6, fillOpacity: 0.9 }) }).addTo(map);
    const names = L.layerGroup();
    for (const f of outlines.features.filter((x) => x.properties.at)) {
      const text = document.createElement("span");
      text.className = "statename";
      text.textContent = lang === "ar" ? f.properties.ar : f.properties.en;
      L.marker(f.properties.at, { interactive: false, keyboard: false, icon: L.divIcon({ className: "statename", html: text, iconSize: [120, 14] }) }).addTo(names);
    }
    const show = () => (map.getZoom() >= 7 ? names.addTo(map) : names.remove());
    map.on("zoomend", show);
    show();
  }

  function make(box) {
    const map = L.map(box, { attributionControl: false, zoomSnap: 0.5, minZoom: 3, maxZoom: 14, scrollWheelZoom: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false });
    map.setView([33, 40], 4);
    return map;
  }

  // What the server gathered for this view: lone incidents as pins, several as circles with their number.
  async function incidents(box) {
    const map = make(box);
    const lang = box.dataset.lang;
    await base(map, lang, box.dataset);
    const shown = L.layerGroup().addTo(map);
    const number = new Intl.NumberFormat(lang === "ar" ? "ar-u-nu-arab" : "en");
    const source = new URL(box.dataset.src, location.href);
    let turn = 0;

    const draw = async (whole) => {
      const mine = ++turn;
      source.searchParams.set("zoom", Math.round(map.getZoom()));
      if (whole) source.searchParams.delete("box");
      else {
        const b = map.getBounds().pad(0.1);
        source.searchParams.set("box", [Math.max(-90, b.getSouth()), b.getWest(), Math.min(90, b.getNorth()), b.getEast()].join());
      }
      const found = await (await fetch(source)).json();
      if (mine !== turn) return [];
      shown.clearLayers();
      for (const i of found) (i.id ? pin(i) : circle(i)).addTo(shown);
      return found;
    };
    const pin = (i) => {
      const marker = L.marker([i.lat, i.lon], { alt: i.name, title: i.name, icon: L.divIcon({ className: `pin a-${i.agreement}`, html: shape(i.agreement), iconSize: [24, 24] }) });
      return marker.on("click", () => location.assign(`/incidents/${encodeURIComponent(i.id)}`));
    };
    const circle = (i) => {
      const text = document.createElement("span");
      text.textContent = number.format(i.count);
      const size = i.count < 1000 ? 34 : 46;
      const marker = L.marker([i.lat, i.lon], { alt: `${box.dataset.several} ${text.textContent}`, icon: L.divIcon({ className: `cluster a-${i.agreement}`, html: text, iconSize: [size, size] }) });
      return marker.on("click", () => {
        if (!i.point) return map.setView([i.lat, i.lon], Math.min(map.getZoom() + 2, map.getMaxZoom()));
        const list = new URL("/incidents", location.href);
        list.search = new URL(box.dataset.src, location.href).search;
        list.searchParams.set("at", i.point.join());
        return location.assign(list);
      });
    };
    const first = await draw(true);
    if (first.length) map.fitBounds(L.latLngBounds(first.map((i) => [i.lat, i.lon])).pad(0.2), { maxZoom: 9 });
    map.on("moveend", () => draw(false));
    await draw(false);
    box.dataset.ready = "yes";
  }

  // The places of the page's table: by their precision, or as squares of the grid they are blurred to.
  async function place(box) {
    const rows = [...document.querySelectorAll("tr[data-lat], tr[data-exact]")];
    const map = make(box);
    await base(map, box.dataset.lang, box.dataset);
    const group = L.featureGroup();
    for (const row of rows) {
      const at = [Number(row.dataset.lat), Number(row.dataset.lon)];
      const half = Number(row.dataset.step) / 2;
      const look = { className: "precision", weight: 1.5, color: "#0d5358", fillOpacity: 0.15 };
      if (half) L.rectangle([[at[0] - half, at[1] - half], [at[0] + half, at[1] + half]], { ...look, weight: 3 }).addTo(group);
      else if (row.dataset.lat) L.circle(at, { ...look, radius: RADIUS[row.dataset.precision] || 5000 }).addTo(group);
      for (const spot of (row.dataset.exact || "").split(" ").filter(Boolean)) {
        L.circleMarker(spot.split(",").map(Number), { radius: 4, weight: 1, className: "exact", color: "#9a2a2a", fillOpacity: 0.7 }).addTo(group);
      }
    }
    group.addTo(map);
    if (group.getLayers().length) map.fitBounds(group.getBounds().pad(0.3), { maxZoom: 11 });
    box.dataset.ready = "yes";
  }

  const start = () => {
    for (const box of document.querySelectorAll("[data-map]:not(.leaflet-container)")) (box.dataset.map === "place" ? place : incidents)(box);
  };
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", start);
  if (document.readyState !== "loading") start();
})();
