// SPDX-License-Identifier: MIT
#include <riskmap/io/import.hpp>

#include <riskmap/io/detail/swap_guard.hpp>
#include <riskmap/io/detail/table_reader.hpp>
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/event_types.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace riskmap::io {
namespace {

constexpr std::size_t head_size = 256;         // rows that are looked at before the first is judged
constexpr std::uint64_t progress_step = 1024;  // rows

std::vector<std::string> read_header(detail::TableReader& table, const std::string& shown) {
  detail::TableRow row;
  if (!table.next(row)) throw DataError(shown, "is empty");
  if (!row.broken.empty()) throw DataError(fmt::format("{}:{}", shown, row.row), "the header is " + row.broken);
  std::vector<std::string> header(row.cells.begin(), row.cells.end());
  while (!header.empty() && detail::is_blank(header.back())) header.pop_back();
  return header;
}

/// Ids in use, with the record that has them; the ids' bytes lie with the records.
using Ids = std::unordered_map<std::string_view, std::size_t>;

/// One file, row by row.
class FileImport {
 public:
  FileImport(detail::OpenedTable table, const ImportOptions& options, Imported& imported, Ids& ids)
      : m_table(std::move(table)),
        m_options(options),
        m_imported(imported),
        m_ids(ids),
        m_number(static_cast<std::uint32_t>(imported.files.size())),
        m_file{m_table.shown, "", nullptr, read_header(*m_table.reader, m_table.shown), {}, 0},
        m_columns(recognise(m_file.header, options.schema, m_table.shown)),
        m_reader(m_columns, options.precisions, options.day_order) {
    m_file.schema = m_columns.schema;
  }

  void read(Progress& progress) {
    progress.start("reading " + m_file.shown, 0, "rows");
    read_head();
    for (const auto& row : m_head) take(row.view());
    detail::TableRow row;
    std::uint64_t since = m_head.size();
    while (m_table.reader->next(row)) {
      take(row);
      if (++since < progress_step) continue;
      progress.advance(since);
      since = 0;
    }
    progress.advance(since);
    progress.finish();
    finish();
  }

 private:
  struct HeldRow {
    std::uint64_t row = 0;
    std::vector<std::string> cells;
    std::string broken;
    detail::TableRow view() const { return {row, {cells.begin(), cells.end()}, broken}; }
  };

  /// The first rows are read ahead, so that even the first can be judged by its country's others.
  void read_head() {
    detail::TableRow row;
    while (m_head.size() < head_size && m_table.reader->next(row)) {
      m_head.push_back({row.row, {row.cells.begin(), row.cells.end()}, row.broken});
      IncidentDraft draft;
      if (!judge(row, draft)) m_guard.learn(draft[Word::country], {draft.longitude, draft.latitude});
    }
  }

  /// What is wrong with the row itself; fills the draft.
  std::optional<Rejection> judge(const detail::TableRow& row, IncidentDraft& draft) {
    if (!row.broken.empty()) return Rejection{"row", "not text", row.broken, ""};
    const auto cells = std::min(row.cells.size(), m_file.header.size());
    const bool only_blanks_left =
        std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(cells), row.cells.end(), detail::is_blank);
    if (cells < m_file.header.size() || !only_blanks_left) {
      return Rejection{"row", "wrong number of cells",
                       fmt::format("{} cells where the header has {}", row.cells.size(), m_file.header.size()), ""};
    }
    m_reader.begin(row.cells);
    m_columns.schema->read(m_reader, draft);
    return m_reader.rejection();
  }

  void take(const detail::TableRow& row) {
    IncidentDraft draft;
    auto rejection = judge(row, draft);
    if (!rejection) rejection = check_place(draft);
    if (!rejection) rejection = settle_id(row.row, draft);
    ++m_file.counts.read;
    if (rejection) return reject(row, std::move(*rejection));
    ++m_file.counts.used;
    if (m_columns.schema->name == "native") count_unknown_types(draft);
    auto& incidents = m_imported.incidents;
    incidents.add(draft, *m_columns.schema, m_number, row.row);
    m_ids.emplace(incidents.records().back()[Word::id], incidents.records().size() - 1);
  }

  std::optional<Rejection> check_place(const IncidentDraft& draft) const {
    const auto country = draft.words[static_cast<std::size_t>(Word::country)];
    if (!m_guard.looks_swapped(country, {draft.longitude, draft.latitude})) return std::nullopt;
    return Rejection{"longitude", "looks swapped",
                     fmt::format("longitude and latitude look swapped: the other rows{}{} lie around the place {}, {}",
                                 country.empty() ? "" : " of ", country, draft.latitude, draft.longitude),
                     fmt::format("{}, {}", draft.longitude, draft.latitude)};
  }

  /// Gives a row without an id one, and one whose id another form used a longer one.
  std::optional<Rejection> settle_id(std::uint64_t row, IncidentDraft& draft) {
    auto& id = draft[Word::id];
    const auto form = m_columns.schema->name;
    if (id.empty()) id = m_reader.keep(fmt::format("{}-{}-{}", form, m_number + 1, row));
    auto found = m_ids.find(id);
    if (found != m_ids.end() && record(found).schema != m_columns.schema) {
      id = m_reader.keep(fmt::format("{}:{}", form, id));
      found = m_ids.find(id);
    }
    if (found == m_ids.end()) return std::nullopt;
    const auto& first = record(found);
    const auto where = first.file == m_number ? fmt::format("row {}", first.row)
                                              : fmt::format("{}:{}", m_imported.files[first.file].shown, first.row);
    return Rejection{"id", "duplicate id", fmt::format("the id of {} again", where), std::string(id)};
  }

  const IncidentRecord& record(Ids::const_iterator id) const { return m_imported.incidents.records()[id->second]; }

  void count_unknown_types(IncidentDraft& draft) {
    const auto type = draft[Word::event_type];
    if (type.empty() || is_event_type(type)) return;
    if (++m_unknown_types == 1) m_first_unknown_type = type;
  }

  void reject(const detail::TableRow& row, Rejection why) {
    m_other_order += why.other_day_order;
    ++m_file.counts.rejected[why.reason];
    const auto message = why.value.empty() ? why.message : detail::with_value(why.message, why.value);
    m_imported.rejects.push_back({fmt::format("{}:{}: {}", m_file.shown, row.row, why.field), message});
    if (m_options.keep_rejected)
      m_imported.rejected.push_back({m_number, row.row, std::move(why), {row.cells.begin(), row.cells.end()}});
  }

  void note(const std::string& text) { m_imported.notes.push_back(m_file.shown + ": " + text); }

  void finish() {
    m_file.sha256 = m_table.sha256.get();
    m_file.recoded = m_table.reader->recoded();
    if (m_file.recoded > 0) {
      note(fmt::format("{} rows are not UTF-8 and were read as Windows-1252 (the first is row {})", m_file.recoded,
                       m_table.reader->first_recoded()));
    }
    if (m_other_order > 0) {
      note(
          fmt::format("warning: {} dates would exist with day and month the other way round; if the whole file is so, "
                      "others were read wrongly: see --dates",
                      m_other_order));
    }
    if (m_unknown_types > 0) {
      note(fmt::format("{} rows have a type of event outside the vocabulary, which was kept (the first: \"{}\")",
                       m_unknown_types, printable(m_first_unknown_type, 80)));
    }
    m_imported.counts += m_file.counts;
    m_imported.files.push_back(std::move(m_file));
  }

  detail::OpenedTable m_table;
  const ImportOptions& m_options;
  Imported& m_imported;
  Ids& m_ids;
  const std::uint32_t m_number;
  ImportedFile m_file;
  const ColumnMap m_columns;
  RowReader m_reader;
  detail::SwapGuard m_guard;
  std::vector<HeldRow> m_head;
  std::uint64_t m_unknown_types = 0, m_other_order = 0;
  std::string m_first_unknown_type;
};

void settle(const Imported& imported, const ImportOptions& options) {
  if (options.strict && !imported.rejects.empty()) throw DataError(imported.rejects);
  if (imported.counts.used > 0) return;
  std::vector<Mistake> mistakes{{imported.files.front().shown, "no usable row left; " + imported.counts.text()}};
  mistakes.insert(mistakes.end(), imported.rejects.begin(), imported.rejects.end());
  throw DataError(std::move(mistakes));
}

}  // namespace

Imported import_incidents(std::span<const std::filesystem::path> files, const ImportOptions& options,
                          Progress* progress) {
  Progress silence;
  Imported imported;
  Ids ids;
  for (const auto& file : files)
    FileImport(detail::open_table(file), options, imported, ids).read(progress == nullptr ? silence : *progress);
  settle(imported, options);
  return imported;
}

}  // namespace riskmap::io
