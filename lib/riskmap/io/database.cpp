// SPDX-License-Identifier: MIT
#include <riskmap/io/database.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

namespace riskmap::io {
namespace {

constexpr std::uintmax_t largest_checked = std::uintmax_t{256} << 20U;
constexpr int operations_per_call = 1000;

// "file:" addresses give %, ? and # a meaning.
std::string read_only_address(const std::filesystem::path& file) {
  std::string address = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '%' || c == '?' || c == '#')
      address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      address += c;
  }
  // immutable: no lock and no -shm file beside somebody else's data
  return address + "?mode=ro&immutable=1";
}

std::uintmax_t size_or_zero(const std::filesystem::path& file) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(file, missing);
  return missing ? 0 : size;
}

}  // namespace

Statement::Statement(Database& database, std::string_view sql) : m_database(&database) {
  database.renew_budget();
  const auto length = static_cast<int>(sql.size());
  if (sqlite3_prepare_v2(database.m_database.get(), sql.data(), length, &m_statement, nullptr) != SQLITE_OK)
    database.fail();
}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database), m_statement(std::exchange(other.m_statement, nullptr)) {}

Statement::~Statement() { sqlite3_finalize(m_statement); }

Statement& Statement::bind(int parameter, std::int64_t value) {
  if (sqlite3_bind_int64(m_statement, parameter, value) != SQLITE_OK) m_database->fail();
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  // Null data would bind NULL, not "".
  const char* data = text.empty() ? "" : text.data();
  if (sqlite3_bind_text64(m_statement, parameter, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
    m_database->fail();
  return *this;
}

Statement& Statement::bind(int parameter, std::span<const std::byte> blob) {
  const auto result = blob.empty()
                          ? sqlite3_bind_zeroblob(m_statement, parameter, 0)
                          : sqlite3_bind_blob64(m_statement, parameter, blob.data(), blob.size(), SQLITE_TRANSIENT);
  if (result != SQLITE_OK) m_database->fail();
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  if (sqlite3_bind_null(m_statement, parameter) != SQLITE_OK) m_database->fail();
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(m_statement);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  m_database->fail(result == SQLITE_INTERRUPT ? "answering a query takes more work than a file of this size should need"
                                              : "");
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  sqlite3_reset(m_statement);
  m_database->renew_budget();
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

std::string Statement::text(int column) const {
  const auto* data = sqlite3_column_text(m_statement, column);
  if (data == nullptr) return {};
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

std::vector<std::byte> Statement::blob(int column) const {
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(m_statement, column));
  if (data == nullptr) return {};
  return {data, data + sqlite3_column_bytes(m_statement, column)};
}

bool Statement::is_integer(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER; }
bool Statement::is_null(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
bool Statement::is_blob(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_BLOB; }

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Database::Database(const std::filesystem::path& file, bool foreign) : m_file(file), m_foreign(foreign) {
  if (foreign) refuse_unfinished_writes();
  open();
  if (foreign) harden(), check();
}

void Database::open() {
  const auto address = m_foreign ? read_only_address(m_file) : m_file.string();
  const int flags = m_foreign ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(address.c_str(), &opened, flags, nullptr);
  m_database.reset(opened);
  if (result != SQLITE_OK) fail();
}

// sqlite.org/security.html, "Untrusted SQLite Database Files" and "Untrusted SQL Inputs": a schema may hold any SQL.
void Database::harden() {
  auto* const database = m_database.get();
  for (const auto& [option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}}) {
    sqlite3_db_config(database, option, value, nullptr);
  }
  for (const auto& [limit, value] : {std::pair{SQLITE_LIMIT_LENGTH, 64 << 20},
                                     {SQLITE_LIMIT_SQL_LENGTH, 100'000},
                                     {SQLITE_LIMIT_COLUMN, 100},
                                     {SQLITE_LIMIT_EXPR_DEPTH, 20},
                                     {SQLITE_LIMIT_COMPOUND_SELECT, 5},
                                     {SQLITE_LIMIT_VDBE_OP, 25'000},
                                     {SQLITE_LIMIT_FUNCTION_ARG, 8},
                                     {SQLITE_LIMIT_ATTACHED, 0},
                                     {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
                                     {SQLITE_LIMIT_TRIGGER_DEPTH, 1}}) {
    sqlite3_limit(database, limit, value);
  }
  sqlite3_progress_handler(database, operations_per_call, &Database::spend, this);
  execute("PRAGMA mmap_size = 0");
  execute("PRAGMA cell_size_check = ON");
}

void Database::check() {
  if (size_or_zero(m_file) > largest_checked) return;
  auto verdict = prepare("PRAGMA quick_check(1)");
  if (!verdict.step() || verdict.text(0) != "ok") fail("is damaged: " + printable(verdict.text(0)));
}

void Database::renew_budget() {
  // Counting the tiles of an archive takes some 3 operations a byte at the worst (blank tiles shared through a view).
  const auto operations = 100'000'000 + 16 * static_cast<std::int64_t>(size_or_zero(m_file));
  m_budget = operations / operations_per_call;
}

int Database::spend(void* database) { return --static_cast<Database*>(database)->m_budget < 0 ? 1 : 0; }

Database Database::open_foreign(const std::filesystem::path& file) { return Database(file, true); }

Database Database::create(const std::filesystem::path& file) { return Database(file, false); }

void Database::refuse_unfinished_writes() const {
  for (const char* suffix : {"-wal", "-journal"}) {
    auto side = m_file;
    side += suffix;
    if (size_or_zero(side) > 0) {
      throw DataError(m_file.string(), fmt::format("has unfinished writes in {}", side.filename().string()),
                      "close the program that writes it, or run: sqlite3 FILE 'PRAGMA wal_checkpoint(TRUNCATE)'");
    }
  }
}

Statement Database::prepare(std::string_view sql) { return {*this, sql}; }

void Database::execute(std::string_view sql) { prepare(sql).run(); }

bool Database::has_table(std::string_view name) {
  return prepare("SELECT 1 FROM sqlite_master WHERE name = ?1 AND type IN ('table', 'view')").bind(1, name).step();
}

bool Database::has_column(std::string_view table, std::string_view column) {
  return prepare("SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2").bind(1, table).bind(2, column).step();
}

void Database::add_function(const char* name, int arguments, Function function) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  const auto call = [](sqlite3_context* context, int count, sqlite3_value** values) {
    std::vector<std::int64_t> numbers;
    for (int i = 0; i < count; ++i) numbers.push_back(sqlite3_value_int64(values[i]));
    sqlite3_result_int64(context, reinterpret_cast<Function>(sqlite3_user_data(context))(numbers));
  };
  auto* const data = reinterpret_cast<void*>(function);
  if (sqlite3_create_function(m_database.get(), name, arguments, flags, data, call, nullptr, nullptr) != SQLITE_OK)
    fail();
}

void Database::close() {
  if (sqlite3_close(m_database.get()) != SQLITE_OK) fail();
  static_cast<void>(m_database.release());
}

void Database::fail(const std::string& what) const {
  const std::string reason = what.empty() ? sqlite3_errmsg(m_database.get()) : what;
  if (m_foreign) throw DataError(m_file.string(), reason);
  throw OutputError(m_file.string(), "writing failed: " + reason);
}

}  // namespace riskmap::io
