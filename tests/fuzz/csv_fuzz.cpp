// SPDX-License-Identifier: MIT
// The parts of reading that are ours alone, in memory: CSV, the look at GeoJSON before GDAL, numbers, UTF-8.
#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/csv.hpp>
#include <riskmap/io/detail/geojson_scan.hpp>
#include <riskmap/io/detail/text.hpp>

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace riskmap::io::detail;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  scan_geojson(text);
  parse_number(text);
  invalid_utf8(text);
  try {
    CsvParser parser(text, "input.csv");
    std::uint64_t last = 0;
    for (CsvRow row; parser.next(row); last = row.line) {
      if (row.cells.empty() || row.line <= last) std::abort();
    }
  } catch (const riskmap::DataError&) {
  }
  return 0;
}
