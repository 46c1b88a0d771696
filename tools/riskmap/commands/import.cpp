// SPDX-License-Identifier: MIT
#include <riskmap/base/version.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/io/duplicates.hpp>
#include <riskmap/io/import.hpp>
#include <riskmap/io/writers/incidents.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace riskmap::tools::commands {
namespace {

constexpr std::size_t most_groups_told = 1000;

std::vector<std::string> schema_names() {
  std::vector<std::string> names{"auto"};
  for (const auto* schema : io::all_schemas()) names.emplace_back(schema->name);
  return names;
}

class ImportVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({{"FILE", "CSV or XLSX exports; - is standard input", true, true}},
                      [this](const auto& texts) { m_files.assign(texts.begin(), texts.end()); });
    declare_out(options, m_out, "OUT", "X.gpkg or X.csv");
    options.value("--from", "FORM", fmt::format("{} (default: auto, by the columns)", fmt::join(schema_names(), ", ")),
                  [this](const auto& text) { m_options.schema = parse_choice(text, schema_names()); });
    options.value("--rejects", "X.csv", "write the rows that cannot be used, each with its reason",
                  [this](const auto& text) {
                    m_rejects = text;
                    check_suffix(m_rejects, {".csv"}, "");
                  });
    options.value("--duplicates", "report|merge", "what becomes of records of one event (default: report)",
                  [this](const auto& text) {
                    m_merge = parse_choice(text, {"report", "merge"}) == "merge";
                  });
    options.value(
        "--precision", "CODE=KM", "how far a form's precision code reaches, like 2=25 or acled:2=25 (repeatable)",
        [this](const auto& text) { m_options.precisions.change(text); }, Count::repeated);
    options.value("--precision-table", "X.csv", "the same from a table: schema,code,precision,uncertainty_km",
                  [this](const auto& text) { m_table = text; });
    options.value("--dates", "dmy|mdy", "whether 03/04/2024 begins with the day or the month (default: the form's own)",
                  [this](const auto& text) {
                    const bool day_first = parse_choice(text, {"dmy", "mdy"}) == "dmy";
                    m_options.day_order = day_first ? io::DayOrder::day_first : io::DayOrder::month_first;
                  });
    options.flag("--strict", "any bad row is an error, and nothing is written", m_options.strict);
  }

  void setup() override {
    m_suffix = check_suffix(m_out, {".gpkg", ".csv"});
    if (m_rejects == m_out) throw UsageError("--rejects", "is the same file as --out");
    if (std::ranges::count(m_files, std::filesystem::path("-")) > 1) throw UsageError("FILE", "- is given twice");
    m_options.keep_rejected = !m_rejects.empty();
  }

  void run(Console& console) override {
    refuse_to_overwrite_input();
    guard_output(m_out);
    OutputFile out(m_out);
    if (!m_table.empty()) read_table();
    auto imported = io::import_incidents(m_files, m_options, console.progress());
    console.list(imported.rejects);
    for (const auto& note : imported.notes) console.note(note);
    console.progress()->start("looking for duplicates", 0, "");
    const auto duplicates = io::find_duplicates(imported.incidents);
    console.progress()->finish();
    const auto groups = describe(duplicates, imported);
    const auto extra =
        m_merge ? io::merge_duplicates(imported.incidents, duplicates) : duplicates.duplicate_of(imported.incidents);
    write(out, imported, extra, *console.progress());
    tell(console, imported, duplicates, groups);
  }

 private:
  void refuse_to_overwrite_input() const {
    for (const auto& file : m_files) {
      for (const auto& [option, written] : {std::pair{"--out", &m_out}, {"--rejects", &m_rejects}}) {
        std::error_code missing;
        if (std::filesystem::equivalent(file, *written, missing)) throw UsageError(option, "is a file to be read");
      }
    }
  }

  void read_table() {
    // What the command line says comes after, and so holds.
    io::PrecisionTable table;
    table.read(m_table);
    table.add(m_options.precisions);
    m_options.precisions = std::move(table);
  }

  void write(OutputFile& out, const io::Imported& imported, const std::vector<std::string>& extra,
             Progress& progress) const {
    const io::writers::IncidentTable table{imported.incidents, m_merge ? "merged_from" : "duplicate_of", extra,
                                           provenance(imported)};
    const auto write_table = m_suffix == ".gpkg" ? io::writers::write_gpkg : io::writers::write_csv;
    write_table(out, table, progress);
    if (!m_rejects.empty()) {
      OutputFile rejects(m_rejects);
      io::write_rejects(rejects, imported);
      rejects.commit();
    }
    out.commit();
  }

  static Json counts_of(const model::RowCounts& counts) {
    Json reasons = Json::object();
    for (const auto& [reason, count] : counts.rejected) reasons[reason] = count;
    return {{"read", counts.read}, {"used", counts.used}, {"rejected", counts.rejected_total()}, {"reasons", reasons}};
  }

  static Json provenance(const io::Imported& imported) {
    Json files = Json::array();
    for (const auto& file : imported.files) {
      files.push_back({{"file", file.shown},
                       {"sha256", file.sha256},
                       {"form", file.schema->name},
                       {"rows", counts_of(file.counts)},
                       {"rows_not_utf8", file.recoded}});
    }
    return {{"version", version}, {"files", files}};
  }

  /// "PAK1 (acled): 2018… (gtd), …": with the records as they are before anything is merged.
  static Json describe(const io::Duplicates& duplicates, const io::Imported& imported) {
    Json groups = Json::array();
    const auto& records = imported.incidents.records();
    const auto name = [&](std::size_t i) {
      const auto& record = records[i];
      return Json{{"id", record[io::Word::id]},
                  {"source", record.schema->name},
                  {"file", imported.files[record.file].shown},
                  {"row", record.row}};
    };
    for (const auto& group : duplicates.groups) {
      if (groups.size() == most_groups_told) break;
      Json others = Json::array();
      for (const auto other : group.others) others.push_back(name(other));
      groups.push_back({{"best", name(group.best)}, {"others", std::move(others)}});
    }
    return groups;
  }

  static std::string line_of(const Json& group) {
    const auto name = [](const Json& record) {
      return fmt::format("{}:{} ({})", record["file"].get<std::string>(), record["row"].get<std::uint64_t>(),
                         record["id"].get<std::string>());
    };
    std::string others;
    for (const auto& other : group["others"]) others += (others.empty() ? "" : ", ") + name(other);
    return fmt::format("one event: {} and {}", name(group["best"]), others);
  }

  void tell(Console& console, const io::Imported& imported, const io::Duplicates& duplicates,
            const Json& groups) const {
    if (console.verbose()) {
      for (const auto& group : groups) console.note(line_of(group));
    }
    if (duplicates.cut_short > 0)
      console.note(fmt::format("warning: {} rows have over 1000 others near them and were not compared with all",
                               duplicates.cut_short));
    const auto written = imported.incidents.records().size();
    const Json found{{"mode", m_merge ? "merge" : "report"},
                     {"groups", duplicates.groups.size()},
                     {"rows", duplicates.records},
                     {"list", groups}};
    auto object = provenance(imported);
    object["out"] = m_out.string();
    object["rows"] = counts_of(imported.counts);
    object["written"] = written;
    object["duplicates"] = found;
    console.note(imported.counts.text());
    console.made(object,
                 fmt::format("{}: {} incidents; {} rows {} of {} others", m_out.string(), written, duplicates.records,
                             m_merge ? "were merged into records" : "are duplicates", duplicates.groups.size()));
  }

  std::vector<std::filesystem::path> m_files;
  std::filesystem::path m_out, m_rejects, m_table;
  std::string m_suffix;
  bool m_merge = false;
  io::ImportOptions m_options;
};

}  // namespace

extern const Command import;
const Command import = {"import", "bring incident exports (ACLED, UCDP GED, GTD, own) into one form",
                        create_verb<ImportVerb>};

}  // namespace riskmap::tools::commands
