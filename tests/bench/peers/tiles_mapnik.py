# SPDX-License-Identifier: MIT
"""The race's map in Mapnik: map_of(folder, shown) gives draw(box) → image and encode(image, format) → bytes."""
import mapnik

SYSTEM = ("+proj=merc +a=6378137 +b=6378137 +lat_ts=0.0 +lon_0=0.0 +x_0=0.0 +y_0=0 +k=1.0 +units=m +nadgrids=@null +wktext "
          "+no_defs")
LAYERS = (("surface", "gdal", "surface.tif", '<RasterSymbolizer scaling="bilinear" opacity="1"/>'),
          ("outlines", "shape", "outlines.shp", '<LineSymbolizer stroke="#333" stroke-width="1.2" stroke-linejoin="round"/>'),
          ("names", "shape", "places.shp",
           '<TextSymbolizer face-name="Noto Sans Regular" size="11" fill="#111" halo-fill="#fff" halo-radius="1.5" '
           'allow-overlap="false" placement="point">[name]</TextSymbolizer>'))


def document(folder, shown):
    wanted = [layer for layer in LAYERS if shown == "all" or (layer[0] == "surface") == (shown == "surface")]
    styles = "".join(f'<Style name="{name}"><Rule>{symbolizer}</Rule></Style>' for name, _, _, symbolizer in wanted)
    layers = "".join(
        f'<Layer name="{name}" srs="{SYSTEM}"><StyleName>{name}</StyleName><Datasource><Parameter name="type">{kind}</Parameter>'
        f'<Parameter name="file">{folder}/{file}</Parameter></Datasource></Layer>' for name, kind, file, _ in wanted)
    return f'<Map srs="{SYSTEM}" buffer-size="64" background-color="#f4f1ea">{styles}{layers}</Map>'


def map_of(folder, shown, _format):
    mapnik.register_fonts("/usr/share/fonts/truetype/noto")
    drawn = mapnik.Map(256, 256)
    mapnik.load_map_from_string(drawn, document(folder, shown))

    def draw(box):
        image = mapnik.Image(256, 256)
        drawn.zoom_to_box(mapnik.Box2d(*box))
        mapnik.render(drawn, image)
        return image

    return draw, lambda image, name: image.tostring(name)
