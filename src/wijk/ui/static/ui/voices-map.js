// The map of voices: heaps of what people said, from our own tiles; one alone opens as a little window. The list beside it says the same.

const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function style(href) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });
}

async function features(address) {
  const answer = await fetch(address, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return (await answer.json()).features ?? [];
}

/** West, south, east, north of the ground; null when there is none. */
function frame(ground) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (c) => {
    if (typeof c[0] === "number") {
      box[0] = Math.min(box[0], c[0]);
      box[1] = Math.min(box[1], c[1]);
      box[2] = Math.max(box[2], c[0]);
      box[3] = Math.max(box[3], c[1]);
    } else for (const d of c) walk(d);
  };
  for (const feature of ground) if (feature.geometry?.coordinates?.length) walk(feature.geometry.coordinates);
  return Number.isFinite(box[0]) ? box : null;
}

const ofShape = (kind) => ["match", ["geometry-type"], [kind, `Multi${kind}`], true, false];
const many = [">", ["get", "n"], 1];

function layers() {
  const accent = paint("--accent");
  const name = ["to-string", ["coalesce", ["get", `name_${document.documentElement.lang}`], ["get", "name"], ""]];
  return [
    { id: "paper", type: "background", paint: { "background-color": paint("--card") } },
    { id: "area", source: "ground", type: "fill", filter: ofShape("Polygon"), paint: { "fill-color": paint("--edge"), "fill-opacity": 0.06 } },
    { id: "edge", source: "ground", type: "line", filter: ofShape("Polygon"), paint: { "line-color": paint("--edge"), "line-width": 1 } },
    {
      id: "line", source: "ground", type: "line", filter: ofShape("LineString"),
      paint: { "line-color": paint("--line"), "line-width": ["interpolate", ["linear"], ["zoom"], 11, 0.8, 17, 7] },
    },
    {
      id: "name", source: "ground", type: "symbol", minzoom: 13, filter: ofShape("Polygon"),
      layout: { "text-field": name, "text-font": ["'Source Sans 3'"], "text-size": 13, "text-max-width": 8 },
      paint: { "text-color": paint("--soft"), "text-halo-color": paint("--ground"), "text-halo-width": 1.6 },
    },
    {
      id: "heap", source: "voices", "source-layer": "voices", type: "circle", filter: many,
      paint: {
        "circle-color": accent, "circle-opacity": 0.88, "circle-stroke-color": paint("--card"), "circle-stroke-width": 2,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "n"]], 0.3, 12, 2, 18, 4, 30],
      },
    },
    {
      id: "count", source: "voices", "source-layer": "voices", type: "symbol", filter: many,
      layout: { "text-field": ["to-string", ["get", "n"]], "text-font": ["'Source Sans 3'"], "text-size": 13, "text-allow-overlap": true },
      paint: { "text-color": paint("--on-accent") || paint("--card") },
    },
    {
      id: "voice", source: "voices", "source-layer": "voices", type: "circle", filter: ["!", many],
      paint: {
        "circle-color": paint("--card"), "circle-stroke-color": accent, "circle-stroke-width": 3,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 10, 5, 17, 9],
      },
    },
  ];
}

function element(tag, words, href) {
  const made = document.createElement(tag);
  made.textContent = words;
  if (href) made.href = href;
  return made;
}

/** What stands in the little window: the title as a link and its state; or how many there are. Text only, never markup. */
function card(feature, told, at) {
  const { key = "", title = "", state = "", language = "", n = 1 } = feature.properties ?? {};
  const box = document.createElement("div");
  if (key) {
    const link = element("a", title, told.voice.replace(/0{10}\/$/, `${encodeURIComponent(key)}/`));
    if (language) link.lang = language;
    box.append(link, element("div", JSON.parse(told.states)[state] ?? ""));
    return box;
  }
  const query = new URLSearchParams(told.tiles.split("?")[1] ?? "");
  query.set("lon", at.lng.toFixed(5));
  query.set("lat", at.lat.toFixed(5));
  query.set("metres", "50");
  box.append(element("strong", `${n} ${told.many}`), document.createElement("br"), element("a", told.list, `${told.listPage}?${query}#list`));
  return box;
}

/**
 * Open the map in the element that the button names. The button tells: data-maplibre and data-css (our copies), data-target,
 * data-tiles (where tiles are), data-ground (addresses of what lies around, with spaces between them) and the words of the page.
 */
export async function open(button) {
  const told = button.dataset;
  const target = document.getElementById(told.target);
  target.hidden = false;
  const [{ Map: StreetMap, NavigationControl, Popup }, ...ground] = await Promise.all([
    import(told.maplibre),
    ...told.ground.split(" ").filter(Boolean).map(features),
    style(told.css),
    document.fonts.load("14px 'Source Sans 3'").catch(() => undefined),
  ]);
  const around = ground.slice(0, -2).flat().filter((f) => f.properties?.role !== "place");
  const deepest = Number(told.deepest);
  const map = new StreetMap({
    container: target,
    style: {
      version: 8,
      sources: {
        ground: { type: "geojson", data: { type: "FeatureCollection", features: around } },
        voices: { type: "vector", tiles: [location.origin + told.tiles], minzoom: 0, maxzoom: deepest },
      },
      layers: layers(),
    },
    bounds: frame(around) ?? undefined,
    fitBoundsOptions: { padding: 24, maxZoom: 16 },
    maxZoom: deepest + 2,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    locale: {
      "Map.Title": told.title ?? "",
      "NavigationControl.ZoomIn": told.zoomIn ?? "",
      "NavigationControl.ZoomOut": told.zoomOut ?? "",
      "Popup.Close": told.close ?? "",
      "CooperativeGesturesHandler.WindowsHelpText": told.gesture ?? "",
      "CooperativeGesturesHandler.MacHelpText": told.gesture ?? "",
      "CooperativeGesturesHandler.MobileHelpText": told.fingers ?? "",
    },
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.touchZoomRotate.disableRotation();
  const touchable = ["voice", "heap"];
  const window = new Popup({ maxWidth: "16rem" });
  const hover = new Popup({ maxWidth: "16rem", closeButton: false, closeOnClick: false });
  map.on("click", (event) => {
    const [hit] = map.queryRenderedFeatures(event.point, { layers: touchable });
    if (!hit) return;
    hover.remove();
    const [lng, lat] = hit.geometry.coordinates;
    if (hit.layer.id === "heap" && map.getZoom() < deepest) map.easeTo({ center: [lng, lat], zoom: Math.min(map.getZoom() + 2, deepest + 1) });
    else window.setLngLat([lng, lat]).setDOMContent(card(hit, told, { lng, lat })).addTo(map);
  });
  for (const layer of touchable) {
    map.on("mouseenter", layer, (event) => {
      map.getCanvas().style.cursor = "pointer";
      const [hit] = event.features;
      if (layer === "voice") hover.setLngLat(hit.geometry.coordinates).setText(hit.properties.title).addTo(map);
    });
    map.on("mouseleave", layer, () => {
      map.getCanvas().style.cursor = "";
      hover.remove();
    });
  }
  await new Promise((done) => { map.once("load", done); });
  map.once("idle", () => { target.dataset.ready = "true"; });
  button.hidden = true;
  target.focus();
}
