# SPDX-License-Identifier: MIT
"""The race's map in MapServer: map_of(folder, shown, format) gives draw(box) → image and encode(image, format) → bytes.

Its surface is a picture without transparency, the background already under it: bilinear resampling darkens colours that are
translucent. Names are cut where their place lies in another tile; nothing short of larger tiles mends that.
"""
import tempfile

import mapscript

FORMAT = '''OUTPUTFORMAT NAME {name} DRIVER "AGG/PNG" MIMETYPE "image/png" IMAGEMODE RGB EXTENSION "png" {options} END '''
SURFACE = '''LAYER NAME surface TYPE RASTER STATUS DEFAULT DATA "{folder}/surface_opaque.tif" PROCESSING "RESAMPLE=BILINEAR" END '''
OTHERS = '''
LAYER NAME outlines TYPE POLYGON STATUS DEFAULT DATA "{folder}/outlines.shp"
  CLASS STYLE OUTLINECOLOR 51 51 51 WIDTH 1.2 LINEJOIN ROUND END END END
LAYER NAME names TYPE POINT STATUS DEFAULT DATA "{folder}/places.shp" LABELITEM "name"
  CLASS LABEL TYPE TRUETYPE FONT "noto" SIZE 8.25 COLOR 17 17 17 OUTLINECOLOR 255 255 255 OUTLINEWIDTH 2 PARTIALS TRUE
    BUFFER 0 POSITION CC END END END '''


def document(folder, shown, fonts):
    head = (f'MAP NAME race SIZE 256 256 EXTENT 0 0 1 1 UNITS METERS IMAGECOLOR 244 241 234 FONTSET "{fonts}" '
            'PROJECTION "init=epsg:3857" END ')
    formats = (FORMAT.format(name="png24", options='FORMATOPTION "COMPRESSION=6"') +
               FORMAT.format(name="png8", options='FORMATOPTION "QUANTIZE_FORCE=on" FORMATOPTION "QUANTIZE_COLORS=256"'))
    layers = (SURFACE if shown != "plain" else "") + (OTHERS if shown != "surface" else "")
    return head + formats + layers.format(folder=folder) + "END"


def map_of(folder, shown, name):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as fonts:
        fonts.write("noto /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf\n")
        fonts.flush()
        drawn = mapscript.fromstring(document(folder, shown, fonts.name))
    drawn.selectOutputFormat(name)

    def draw(box):
        half = (box[2] - box[0]) / 512  # its extents reach from the middle of a pixel to the middle of another
        drawn.setExtent(box[0] + half, box[1] + half, box[2] - half, box[3] - half)
        return drawn.draw()

    return draw, lambda image, _: image.getBytes()
