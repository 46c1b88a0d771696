// SPDX-License-Identifier: MIT
// io::import_incidents on foreign bytes: CSV, or a workbook where they begin like a zip archive. Whatever they are, the
// answer is a list of places on the earth with days in order and books that balance, or one of our errors; and looking
// for duplicates and merging them leaves a list as sound.
#include <riskmap/io/duplicates.hpp>
#include <riskmap/io/import.hpp>
#include <tests/fuzz/scratch.hpp>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>

namespace {

using namespace riskmap;
using fuzz::expect;
using fuzz::scratch;

void check(const io::IncidentList& list) {
  for (const auto& record : list.records()) {
    expect(geo::is_valid({record.longitude, record.latitude}) && record.first_day <= record.last_day);
    expect(!record[io::Word::id].empty() && record.uncertainty_km >= 0);
    for (const double figure : record.figures) expect(std::isnan(figure) || (std::isfinite(figure) && figure >= 0));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const bool workbook = size > 1 && data[0] == 'P' && data[1] == 'K';
  const std::vector files{scratch() / (workbook ? "input.xlsx" : "input.csv")};
  std::ofstream(files[0], std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  try {
    auto imported = io::import_incidents(files, {.keep_rejected = true});
    const auto& counts = imported.counts;
    expect(counts.read == counts.used + counts.rejected_total() && counts.rejected_total() == imported.rejects.size());
    expect(counts.used == imported.incidents.records().size() && imported.rejected.size() == imported.rejects.size());
    check(imported.incidents);
    const auto duplicates = io::find_duplicates(imported.incidents);
    const auto merged = io::merge_duplicates(imported.incidents, duplicates);
    expect(merged.size() == imported.incidents.records().size() && merged.size() + duplicates.records == counts.used);
    check(imported.incidents);
  } catch (const Error&) {
  }
  return 0;
}
