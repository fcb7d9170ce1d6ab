// The street map: from our own data, without glyphs or tiles from elsewhere. Loaded when somebody asks for it.

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
  return answer.json();
}

/** West, south, east, north of everything drawn; null when nothing is. */
function frame(collections) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (c) => {
    if (typeof c[0] === "number") {
      box[0] = Math.min(box[0], c[0]);
      box[1] = Math.min(box[1], c[1]);
      box[2] = Math.max(box[2], c[0]);
      box[3] = Math.max(box[3], c[1]);
    } else for (const d of c) walk(d);
  };
  for (const collection of collections) {
    for (const feature of collection.features ?? []) {
      if (feature.geometry?.coordinates?.length) walk(feature.geometry.coordinates);
    }
  }
  return Number.isFinite(box[0]) ? box : null;
}

const ofShape = (kind) => ["match", ["geometry-type"], [kind, `Multi${kind}`], true, false];

function layersOf(source, strong) {
  const ink = paint("--ink");
  const accent = paint(strong ? "--accent" : "--edge");
  const language = document.documentElement.lang;
  const name = ["to-string", ["coalesce", ["get", `name_${language}`], ["get", "name"], ["get", "label"], ""]];
  const text = {
    "text-field": name,
    "text-font": ["'Source Sans 3'"],
    "text-size": strong ? 16 : 13,
    "text-max-width": 8,
  };
  const halo = { "text-color": strong ? ink : paint("--soft"), "text-halo-color": paint("--ground"), "text-halo-width": 1.6 };
  return [
    {
      id: `${source}-area`, source, type: "fill", filter: ofShape("Polygon"),
      paint: { "fill-color": accent, "fill-opacity": strong ? 0.14 : 0.05 },
    },
    {
      id: `${source}-edge`, source, type: "line", filter: ofShape("Polygon"),
      paint: { "line-color": accent, "line-width": strong ? 2.5 : 1 },
    },
    {
      id: `${source}-line`, source, type: "line", filter: ofShape("LineString"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": strong ? accent : paint("--line"), "line-width": ["interpolate", ["linear"], ["zoom"], 11, 0.8, 17, 7] },
    },
    {
      id: `${source}-point`, source, type: "circle", filter: ofShape("Point"),
      paint: {
        "circle-color": accent, "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 2, 14, 3.5, 17, 8],
        "circle-stroke-color": paint("--card"), "circle-stroke-width": 1, "circle-opacity": 0.85,
      },
    },
    {
      id: `${source}-name`, source, type: "symbol", minzoom: strong ? 0 : 13, filter: ofShape("Polygon"),
      layout: text, paint: halo,
    },
    {
      id: `${source}-street`, source, type: "symbol", minzoom: 14, filter: ofShape("LineString"),
      layout: { ...text, "symbol-placement": "line", "text-size": 13 }, paint: halo,
    },
    {
      id: `${source}-place`, source, type: "symbol", minzoom: 14, filter: ofShape("Point"),
      layout: { ...text, "text-anchor": "top", "text-offset": [0, 0.7], "text-size": 13 }, paint: halo,
    },
  ];
}

/** What stands in the little window of a feature: its name, as a link where it has a page. Text only, never markup. */
function card(feature) {
  const { name = "", kind = "", href = "" } = feature.properties ?? {};
  const told = feature.properties?.[`name_${document.documentElement.lang}`] || name;
  if (!told) return null;
  const box = document.createElement("div");
  const title = document.createElement(href.startsWith("/") ? "a" : "strong");
  if (href.startsWith("/")) title.href = href;
  title.textContent = told;
  box.append(title);
  if (kind) {
    const line = document.createElement("div");
    line.textContent = kind;
    box.append(line);
  }
  return box;
}

/**
 * Open the map in the element that the button names. The button tells: data-maplibre and data-css (our copies), data-target,
 * data-src (what the page is about, GeoJSON), data-ground (what lies around it), data-credit and the words of the controls; data-quiet: no little windows.
 * The target hears "street-map" with the map, for a page that draws on it.
 */
export async function open(button) {
  const told = button.dataset;
  const target = document.getElementById(told.target);
  target.hidden = false;
  const [{ Map: StreetMap, NavigationControl, AttributionControl, Popup, Marker }, about, ground] = await Promise.all([
    import(told.maplibre),
    features(told.src),
    told.ground ? features(told.ground) : { type: "FeatureCollection", features: [] },
    style(told.css),
    document.fonts.load("14px 'Source Sans 3'").catch(() => undefined),
  ]);
  const map = new StreetMap({
    container: target,
    style: {
      version: 8,
      sources: { ground: { type: "geojson", data: ground }, about: { type: "geojson", data: about } },
      layers: [
        { id: "paper", type: "background", paint: { "background-color": paint("--card") } },
        ...layersOf("ground", false),
        ...layersOf("about", true),
      ],
    },
    bounds: frame([about]) ?? frame([ground]) ?? undefined,
    fitBoundsOptions: { padding: 32, maxZoom: 16 },
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
  if (told.credit) map.addControl(new AttributionControl({ compact: false, customAttribution: told.credit }));
  map.touchZoomRotate.disableRotation();
  const touchable = ["about-point", "about-line", "ground-point", "about-area"];
  // where somebody points at a place, no little windows open
  if (told.quiet === undefined && !("pinMap" in told)) map.on("click", (event) => {
    const [hit] = map.queryRenderedFeatures(event.point, { layers: touchable });
    const inside = hit && card(hit);
    if (inside) new Popup({ maxWidth: "16rem" }).setLngLat(event.lngLat).setDOMContent(inside).addTo(map);
  });
  await new Promise((done) => { map.once("load", done); });
  map.once("idle", () => { target.dataset.ready = "true"; });
  target.dispatchEvent(new CustomEvent("street-map", { detail: { map } }));
  button.hidden = true;
  target.focus();
  return { map, Marker };
}
