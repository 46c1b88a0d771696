// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/gdal_pixels.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>
#include <gdal.h>

#include <algorithm>
#include <array>

namespace riskmap::io::detail {
namespace {

using Bytes = std::vector<std::uint8_t>;

class PixelReader {
 public:
  PixelReader(GDALDatasetH dataset, GdalSession& session)
      : m_dataset(dataset),
        m_session(session),
        m_columns(GDALGetRasterXSize(dataset)),
        m_rows(GDALGetRasterYSize(dataset)),
        m_bands(GDALGetRasterCount(dataset)) {}

  void check(double most_cells) const {
    if (1.0 * m_columns * m_rows > most_cells)
      throw LimitError(fmt::format("{} x {} cells are more than {:g}", m_columns, m_rows, most_cells));
    if (m_bands < 1 || m_bands > 4) throw DataError(fmt::format("has {} bands; a picture has one to four", m_bands));
    for (int band = 1; band <= m_bands; ++band) check_band(GDALGetRasterBand(m_dataset, band), most_cells);
  }

  std::vector<std::uint32_t> read() {
    const auto first = GDALGetRasterBand(m_dataset, 1);
    const auto alpha = read_band(GDALGetMaskBand(first), false);
    std::vector<std::uint32_t> out(alpha.size());
    if (const auto table = GDALGetRasterColorTable(first); table != nullptr && m_bands == 1) {
      const auto colors = palette(table);
      const auto indices = read_band(first, false);
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = alpha[i] == 0 ? 0 : colors[indices[i]];
      return out;
    }
    const auto red = read_band(first, true);
    const auto green = m_bands < 3 ? red : read_band(GDALGetRasterBand(m_dataset, 2), true);
    const auto blue = m_bands < 3 ? red : read_band(GDALGetRasterBand(m_dataset, 3), true);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = premultiplied(red[i], green[i], blue[i], alpha[i]);
    return out;
  }

 private:
  static void check_band(GDALRasterBandH band, double most_cells) {
    const auto type = GDALGetRasterDataType(band);
    if (type != GDT_Byte && type != GDT_UInt16)
      throw DataError(fmt::format("its cells are {}; those of a picture have 8 or 16 bits", GDALGetDataTypeName(type)));
    int columns = 0, rows = 0;
    GDALGetBlockSize(band, &columns, &rows);
    if (1.0 * columns * rows > most_cells) throw LimitError(fmt::format("blocks of {} x {} cells", columns, rows));
  }

  static std::uint32_t premultiplied(unsigned r, unsigned g, unsigned b, unsigned a) {
    const auto times = [a](unsigned c) { return (c * a + 127) / 255; };
    return (a << 24U) | (times(r) << 16U) | (times(g) << 8U) | times(b);
  }

  static std::array<std::uint32_t, 256> palette(GDALColorTableH table) {
    std::array<std::uint32_t, 256> out{};
    const int count = std::min(256, GDALGetColorEntryCount(table));
    for (int i = 0; i < count; ++i) {
      GDALColorEntry entry{};
      GDALGetColorEntryAsRGB(table, i, &entry);
      const auto byte = [](short value) { return static_cast<unsigned>(std::clamp<int>(value, 0, 255)); };
      out[static_cast<std::size_t>(i)] = premultiplied(byte(entry.c1), byte(entry.c2), byte(entry.c3), byte(entry.c4));
    }
    return out;
  }

  // 16 bits are brought down to 8.
  Bytes read_band(GDALRasterBandH band, bool scaled) {
    const auto count = static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows);
    Bytes out(count);
    m_session.forget();
    if (scaled && GDALGetRasterDataType(band) == GDT_UInt16) {
      std::vector<std::uint16_t> wide(count);
      take(band, wide.data(), GDT_UInt16);
      std::transform(wide.begin(), wide.end(), out.begin(),
                     [](std::uint16_t value) { return static_cast<std::uint8_t>((value + 128) / 257); });
    } else {
      take(band, out.data(), GDT_Byte);
    }
    return out;
  }

  void take(GDALRasterBandH band, void* to, GDALDataType type) {
    const auto result = GDALRasterIO(band, GF_Read, 0, 0, m_columns, m_rows, to, m_columns, m_rows, type, 0, 0);
    if (result != CE_None || m_session.failed())
      throw DataError("cannot be read whole: " + printable(m_session.failure()));
  }

  GDALDatasetH m_dataset;
  GdalSession& m_session;
  int m_columns, m_rows, m_bands;
};

}  // namespace

std::vector<std::uint32_t> read_pixels(void* dataset, GdalSession& session, double most_cells) {
  PixelReader reader(dataset, session);
  reader.check(most_cells);
  return reader.read();
}

}  // namespace riskmap::io::detail
