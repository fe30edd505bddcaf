// SPDX-License-Identifier: Apache-2.0
// What three readers that we did not write find in a PSD, as JSON: node read_psd.mjs FILE
import fs from "node:fs";
import { createRequire } from "node:module";
import Webtoon from "@webtoon/psd";

const require = createRequire(import.meta.url);
const agReader = require("ag-psd/dist/psdReader.js");
const { readPsd } = require("ag-psd");
const PsdJs = require("psd");

const data = fs.readFileSync(process.argv[2]);
const CMYK = 4;

function webtoon() {
  const psd = (Webtoon.default ?? Webtoon).parse(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
  const node = (n) =>
    n.type === "Group"
      ? { name: n.name, layers: n.children.map(node) }
      : { name: n.name, box: [n.left, n.top, n.width, n.height], text: n.text ?? null,
          fonts: n.textProperties?.ResourceDict.FontSet.map((f) => f.Name) ?? null };
  return { width: psd.width, height: psd.height, mode: psd.colorMode, depth: psd.depth, layers: psd.children.map(node) };
}

// ag-psd reads the structure of CMYK files once it is told that it may; it draws none of their pixels.
function agpsd() {
  agReader.supportedColorModes.push(CMYK);
  const psd = readPsd(data, { skipCompositeImageData: true, skipLayerImageData: true, skipThumbnail: true });
  const node = (n) =>
    n.children
      ? { name: n.name, layers: n.children.map(node) }
      : { name: n.name, blend: n.blendMode, opacity: n.opacity, hidden: n.hidden, text: n.text ?? null };
  const r = psd.imageResources;
  return { resolution: r.resolutionInfo, merged: r.versionInfo?.hasRealMergedData, xmp: r.xmpMetadata?.length ?? 0,
           layers: psd.children.map(node) };
}

function psdjs() {
  const psd = new PsdJs(new Uint8Array(data));
  psd.parse();
  const layers = psd.tree().descendants().filter((n) => n.type === "layer");
  return { mode: psd.header.modeName(), groups: psd.tree().children().filter((n) => n.type === "group").map((n) => n.name),
           layers: layers.map((n) => ({ name: n.name, text: n.get("typeTool") ? n.export().text : null })) };
}

process.stdout.write(JSON.stringify({ webtoon: webtoon(), agpsd: agpsd(), psdjs: psdjs() }));
